package networkfile

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// Write is the connections as a file that Parse reads back as they are: JSON with a connection a line, or CSV. The error
// says what CSV cannot carry.
func Write(format Format, connections []contract.Connection) ([]byte, error) {
	switch format {
	case JSON:
		return append(appendList(nil, connections, []byte("\n")), '\n'), nil
	case CSV:
		return writeCSV(connections)
	}
	return nil, fmt.Errorf("format: got %q, want one of %q", format, Formats)
}

// appendList appends a list of connections, with between before each and at the end.
func appendList(dst []byte, connections []contract.Connection, between []byte) []byte {
	dst = append(dst, '[')
	for i, c := range connections {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = contract.AppendConnection(append(dst, between...), c)
	}
	if len(connections) > 0 {
		dst = append(dst, between...)
	}
	return append(dst, ']')
}

func writeCSV(connections []contract.Connection) ([]byte, error) {
	var out bytes.Buffer
	rows := csv.NewWriter(&out)
	err := rows.Write(fieldNames)
	for i := range connections {
		var row []string
		for _, f := range fields {
			row = append(row, *f.of(&connections[i]))
		}
		if n := slices.IndexFunc(row, func(value string) bool { return strings.Contains(value, "\r\n") }); n >= 0 {
			return nil, fmt.Errorf("connection %d: %s has a CR LF, of which a reader of CSV keeps the LF alone; take JSON", i, fieldNames[n])
		}
		if err == nil {
			err = rows.Write(row)
		}
	}
	rows.Flush()
	if err == nil {
		err = rows.Error()
	}
	if err != nil {
		return nil, fmt.Errorf("write CSV: %w", err)
	}
	return out.Bytes(), nil
}
