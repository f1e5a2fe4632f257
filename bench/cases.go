package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/linkup-emulator/linkup-emulator/bench/internal/load"
)

// benchCase is one kind of request, and what a right answer to it is.
type benchCase struct {
	name, what string
	status     int
	fixed      bool                                   // every answer is the same
	begins     string                                 // every right body begins so
	body       func(dst []byte, number uint64) []byte // appends the body of a request, counting from 1
	scenario   string                                 // is active; "": none
}

// steady is a scenario that speaks to every request of a network of the cases, and leaves the answer as it is.
const steady = `{"name":"scripted","match":{"login_token":"network-*"},"steps":[{"answer":{},"forever":true}]}`

// cases are all that can be measured, in the order of the table.
var cases = []benchCase{
	{name: "hot", what: "one page, hot", status: http.StatusOK, fixed: true, begins: delivered(10), body: appendHot},
	{name: "cold", what: "one page, cold", status: http.StatusOK, begins: delivered(10), body: func(dst []byte, number uint64) []byte {
		const pages, stride = 3000, 1223 // a stride that has no factor with pages comes by every page
		dst = appendCookie(dst, number)
		page := number*stride%pages + 1
		dst = strconv.AppendUint(append(dst, `,"country":"FR","start_page":`...), page, 10)
		dst = strconv.AppendUint(append(dst, `,"end_page":`...), page, 10)
		return append(dst, '}')
	}},
	{name: "hundred", what: "100 connections, cold", status: http.StatusOK, begins: delivered(100), body: func(dst []byte, number uint64) []byte {
		return append(appendCookie(dst, number), `,"country":"FR","total_results":100}`...)
	}},
	{name: "thousand", what: "1,000 connections, cold", status: http.StatusOK, begins: delivered(1000), body: func(dst []byte, number uint64) []byte {
		return append(appendCookie(dst, number), `,"country":"FR","total_results":1000}`...)
	}},
	{name: "error", what: "an error answer", status: http.StatusForbidden, fixed: true, begins: `{"status":"error",`, body: func(dst []byte, _ uint64) []byte {
		return append(dst, `{"login_token":"expired-bench","country":"FR","start_page":1,"end_page":1}`...)
	}},
	{name: "scripted", what: "one page, hot, by a scenario", status: http.StatusOK, fixed: true, begins: delivered(10), body: appendHot, scenario: steady},
}

func appendHot(dst []byte, _ uint64) []byte {
	return append(dst, `{"login_token":"network-30000-hot","country":"FR","start_page":1,"end_page":1}`...)
}

// crowd asks for the first page of a member that nobody asked for before, of whatever size the network is.
var crowd = benchCase{name: "memory", what: "first pages of many cookies", status: http.StatusOK, begins: `{"status":"success",`, body: func(dst []byte, number uint64) []byte {
	dst = strconv.AppendUint(append(dst, `{"login_token":"member-`...), number, 10)
	return append(dst, `","country":"FR","start_page":1,"end_page":1}`...)
}}

func delivered(connections int) string {
	return fmt.Sprintf(`{"status":"success","data":{"total_results":%d,`, connections)
}

// appendCookie begins a request with a cookie of its own, whose network has pages enough.
func appendCookie(dst []byte, number uint64) []byte {
	dst = strconv.AppendUint(append(dst, `{"login_token":"network-30000-`...), number, 10)
	return append(dst, '"')
}

// choose is the cases of those names, in the order of the table; all where there are none.
func choose(names []string) ([]benchCase, error) {
	if len(names) == 0 {
		return cases, nil
	}
	chosen := slices.DeleteFunc(slices.Clone(cases), func(c benchCase) bool { return !slices.Contains(names, c.name) })
	if len(chosen) != len(names) {
		return nil, fmt.Errorf("-cases: got %q, want some of %q, each once", names, allNames())
	}
	return chosen, nil
}

func allNames() (names []string) {
	for _, c := range cases {
		names = append(names, c.name)
	}
	return names
}

// keys is how many API keys the connections share: each pays for its requests from an account of its own, as in tests
// that run in parallel.
const keys = 8

// traffic is the requests of a case to the server at address.
type traffic struct {
	benchCase
	address string
	heads   [keys][]byte // all of a request up to its length
	numbers *atomic.Uint64
}

// to aims the case at a server. Requests are numbered on from those that numbers has counted.
func (c benchCase) to(address string, numbers *atomic.Uint64) *traffic {
	t := &traffic{benchCase: c, address: address, numbers: numbers}
	for i := range t.heads {
		t.heads[i] = fmt.Appendf(nil, "POST /v1/network/connections HTTP/1.1\r\nHost: %s\r\n"+
			"User-Agent: linkup-emulator-bench\r\nAccept: */*\r\nContent-Type: application/json\r\n"+
			"x-api-key: credits-9007199254740991-%d\r\nContent-Length: ", address, i)
	}
	return t
}

// append appends the next request of a connection.
func (t *traffic) append(dst []byte, connection int) []byte {
	var buf [128]byte
	body := t.body(buf[:0], t.numbers.Add(1))
	dst = append(dst, t.heads[connection%keys]...)
	dst = strconv.AppendInt(dst, int64(len(body)), 10)
	dst = append(dst, "\r\n\r\n"...)
	return append(dst, body...)
}

// check says what is wrong with an answer of the emulator.
func (t *traffic) check(a load.Answer) error {
	if a.Status != t.status || !bytes.HasPrefix(a.Body, []byte(t.begins)) || !bytes.HasSuffix(a.Body, []byte("}")) {
		return wrong(a, fmt.Sprintf("status %d and a body that begins with %s", t.status, t.begins))
	}
	return nil
}

// same is the check that every answer is just that one.
func same(first load.Answer) func(load.Answer) error {
	return func(a load.Answer) error {
		if a.Status != first.Status || !bytes.Equal(a.Body, first.Body) {
			return wrong(a, fmt.Sprintf("status %d and the %d bytes of the first answer", first.Status, len(first.Body)))
		}
		return nil
	}
}

func wrong(a load.Answer, want string) error {
	return errors.New("wrong answer: got status " + strconv.Itoa(a.Status) + " and " + strconv.Itoa(len(a.Body)) +
		" bytes that begin with " + strings.ToValidUTF8(string(a.Body[:min(len(a.Body), 120)]), "") + "; want " + want)
}
