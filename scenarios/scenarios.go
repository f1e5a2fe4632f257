// Package scenarios holds the scenarios that come with the program, NAME.yaml each. A login_token or an x-api-key that
// begins with scenario-NAME activates one for itself.
package scenarios

import "embed"

// FS holds the files.
//
//go:embed *.yaml
var FS embed.FS
