package control

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/report"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// getReport answers GET /report: 200 with what the calls cost and what was wrong with them; with ?key=KEY those of that
// API key alone, which is given as itself or as its fingerprint.
func (t *Control) getReport(c echo.Context) (reply, error) {
	told := t.actions.Report
	if key := c.QueryParam("key"); key != "" {
		told = func() report.Report { return t.actions.ReportOf(key) }
	}
	return reply{status: http.StatusOK, schema: schemas.Report, body: told()}, nil
}

// deleteReport answers DELETE /report: the report begins anew, and so does what a verification counts. 200 with the
// report, which is empty.
func (t *Control) deleteReport(echo.Context) (reply, error) {
	t.actions.ClearReport()
	return reply{status: http.StatusOK, schema: schemas.Report, body: t.actions.Report()}, nil
}
