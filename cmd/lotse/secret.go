package main

import (
	"fmt"
	"os"
	"strings"
)

// secret is a setting that is given itself or as the name of a file that holds it.
func secret(name, value, file string) (string, error) {
	switch {
	case value != "" && file != "":
		return "", fmt.Errorf("lotse: --%s and --%[1]s-file are both set; use one of them", name)
	case file == "":
		return strings.TrimSpace(value), nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("lotse: the file for --%s cannot be read: %w", name, err)
	}
	text := strings.TrimSpace(strings.TrimPrefix(string(data), "\ufeff")) // some editors begin a file with that mark
	if text == "" {
		return "", fmt.Errorf("lotse: the file for --%s is empty: %s", name, file)
	}
	return text, nil
}
