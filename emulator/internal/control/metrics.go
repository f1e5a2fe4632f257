package control

import "github.com/labstack/echo/v4"

// getMetrics answers GET /metrics as the program that runs the emulator has it: 200 in the text format of Prometheus.
func (t *Control) getMetrics(echo.Context) (reply, error) {
	return reply{stream: func(c echo.Context) error {
		t.metrics.ServeHTTP(c.Response(), c.Request())
		return nil
	}}, nil
}
