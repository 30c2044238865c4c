package telegramtest

import (
	"encoding/json"
	"fmt"
)

// answer is what a method answers.
type answer struct {
	result      any
	code        int // 0: success
	description string
	retryAfter  int
}

func success(result any) answer { return answer{result: result} }

func badRequest(format string, args ...any) answer {
	return answer{code: 400, description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func forbidden(reason string) answer {
	return answer{code: 403, description: "Forbidden: " + reason}
}

func conflict(reason string) answer {
	return answer{code: 409, description: "Conflict: " + reason}
}

func tooMany(seconds int) answer {
	return answer{code: 429, description: fmt.Sprintf("Too Many Requests: retry after %d", seconds), retryAfter: seconds}
}

// status is the HTTP status that goes with the answer.
func (a answer) status() int {
	if a.code == 0 {
		return 200
	}
	return a.code
}

func (a answer) body() []byte {
	type parameters struct {
		RetryAfter int `json:"retry_after"`
	}
	out := struct {
		OK          bool        `json:"ok"`
		Result      any         `json:"result,omitempty"`
		Code        int         `json:"error_code,omitempty"`
		Description string      `json:"description,omitempty"`
		Parameters  *parameters `json:"parameters,omitempty"`
	}{OK: a.code == 0, Result: a.result, Code: a.code, Description: a.description}
	if a.retryAfter > 0 {
		out.Parameters = &parameters{a.retryAfter}
	}
	data, err := json.Marshal(out)
	if err != nil {
		panic(err)
	}
	return data
}
