package contract

import "net/http"

// Route is a route of the vendor's that the emulator answers.
type Route struct {
	Method   string   `json:"method"`
	Path     string   `json:"path"`
	Does     string   `json:"does"`
	Fields   []Field  `json:"fields,omitempty"` // of the body, in order
	Evidence Evidence `json:"evidence"`
}

// GetConnections is the endpoint: it lists a member's connections.
var GetConnections = Route{
	Method: http.MethodPost, Path: "/v1/network/connections",
	Does:   "Get Connections: a member's connections, by pages or by number",
	Fields: Fields[:], Evidence: Evidence{"E1"},
}

// Routes are all routes of the vendor's that the emulator answers.
var Routes = []Route{GetConnections, Login, Verify, CheckKey}

// RouteAt is the route of a path, whatever the method; nil where the vendor has none there.
func RouteAt(path string) *Route {
	for i := range Routes {
		if Routes[i].Path == path {
			return &Routes[i]
		}
	}
	return nil
}
