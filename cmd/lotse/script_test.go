package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"lotse": main, "echobot": echobot})
}

// TestScripts runs every command as a user does. $WORK/base is a small complete content, $WORK/counter one that counts; -update rewrites expectations.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		RequireExplicitExec: true,
		Cmds:                operatorCommands,
		Setup: func(env *testscript.Env) error {
			base := filepath.Join(env.WorkDir, "base")
			if err := os.CopyFS(base, os.DirFS("../../flows/testdata/base")); err != nil {
				return err
			}
			for _, dir := range []string{"places", "services"} {
				if err := os.CopyFS(filepath.Join(base, dir), os.DirFS("../../content/"+dir)); err != nil {
					return err
				}
			}
			for _, name := range []string{"host.de.yaml", "desk.de.yaml", "catalogue.de.yaml"} {
				data, err := os.ReadFile("../../content/messages/" + name)
				if err != nil {
					return err
				}
				if err := os.WriteFile(filepath.Join(base, "messages", name), data, 0o644); err != nil {
					return err
				}
			}
			const dates = "topics: [{id: treff, title: Treff, ask: mer-rathaus}]\nevents: []\n" // what the flows of the base ask for
			if err := os.WriteFile(filepath.Join(base, "termine.yaml"), []byte(dates), 0o644); err != nil {
				return err
			}
			return operatorEnv(env)
		},
	})
}
