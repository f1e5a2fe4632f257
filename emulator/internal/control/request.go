package control

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// pathParam is what the path has in the place of a parameter. Echo gives it as it stands in the path where the path has
// characters that must be encoded there, such as %2F, and decoded where it has none.
func pathParam(c echo.Context, name string) (string, error) {
	value := c.Param(name)
	if c.Request().URL.RawPath == "" {
		return value, nil
	}
	value, err := url.PathUnescape(value)
	if err != nil {
		return "", faultf(http.StatusBadRequest, "the %s in the path is not percent-encoded as it should be", name)
	}
	return value, nil
}

// eachParam takes the parameters of a query, of which those named are allowed, once each. An empty one is as if it were
// absent. take says what is wrong with one, and all that is wrong is told.
func eachParam(given url.Values, allowed []string, take func(name, value string) (fault string)) error {
	var faults []string
	for name, values := range given {
		switch {
		case !slices.Contains(allowed, name):
			faults = append(faults, fmt.Sprintf("there is no parameter %.40q, only %s", name, strings.Join(allowed, ", ")))
		case len(values) > 1:
			faults = append(faults, fmt.Sprintf("%s is given %d times; give it once", name, len(values)))
		case values[0] != "":
			if fault := take(name, values[0]); fault != "" {
				faults = append(faults, fault)
			}
		}
	}
	if len(faults) > 0 {
		slices.Sort(faults)
		return faultf(http.StatusBadRequest, "%s", strings.Join(faults, "; "))
	}
	return nil
}

// readBody reads a body of at most contract.MaxBody bytes.
func readBody(c echo.Context) ([]byte, error) { return readUpTo(c, contract.MaxBody) }

func readUpTo(c echo.Context, most int64) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(c.Request().Body, most+1))
	switch {
	case err != nil:
		return nil, faultf(http.StatusBadRequest, "the body could not be read to its end")
	case int64(len(text)) > most:
		return nil, faultf(http.StatusBadRequest, "the body must be at most %d bytes (got more)", most)
	}
	return text, nil
}

// read reads a body that keeps its schema into into, or says in what it does not.
func (t *Control) read(c echo.Context, schema schemas.Name, into any) error {
	text, err := readBody(c)
	if err != nil {
		return err
	}
	if err := t.schemas.Check(schema, text); err != nil {
		return faultf(http.StatusBadRequest, "the body breaks the schema %v", err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		return errors.Join(fmt.Errorf("a body that keeps the schema %s could not be read", schema), err)
	}
	return nil
}
