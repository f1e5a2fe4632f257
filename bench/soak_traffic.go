package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"

	"github.com/linkup-emulator/linkup-emulator/bench/internal/load"
)

// asker makes the requests of one connection. Its kinds and pages are drawn from a seed, so that each soak asks the same.
type asker struct {
	connection int
	address    string
	books      *books
	random     *rand.Rand
	made       uint64 // requests of this connection
	flaky      string // the beginning of requests with the newest cookie of a scenario
	turn       int    // how many of three there were with it
	body       []byte
	request    []byte
}

func newAsker(connection int, address string, books *books) *asker {
	return &asker{connection: connection, address: address, books: books, random: rand.New(rand.NewPCG(1, uint64(connection)))}
}

// soakKind is one kind of request of a soak.
type soakKind struct {
	name  string
	share int // of all shares
	draw  func(a *asker) wanted
}

// wanted is a request, whose body is a.body, and what its answer has to be.
type wanted struct {
	path        string // "": Get Connections
	key         *account
	status      int
	begins      string // the body does
	connections int    // in the body
	charged     int64  // credits
	mayBePoor   bool   // 402 is as good, and charges nothing
}

// soakKinds are all kinds of requests, in the order of the table.
var soakKinds = []soakKind{
	{"one page, hot", 22, func(a *asker) wanted {
		return a.pages(`{"login_token":"network-30000-soak"`, 1, 1)
	}},
	{"one page, cold", 20, func(a *asker) wanted {
		page := a.random.IntN(3000) + 1
		return a.pages(a.newCookie("network-30000-"), page, page)
	}},
	{"ten pages", 4, func(a *asker) wanted {
		first := a.random.IntN(2990) + 1
		return a.pages(a.newCookie("network-30000-"), first, first+9)
	}},
	{"1,000 connections", 1, func(a *asker) wanted {
		a.body = append(append(a.body, a.newCookie("network-30000-")...), `,"total_results":1000}`...)
		return a.success(1000, 100)
	}},
	{"pages past the end", 3, func(a *asker) wanted {
		w := a.pages(`{"login_token":"network-42-soak"`, 6, 9)
		w.connections, w.charged, w.begins = 0, 0, delivered(0)
		return w
	}},
	{"a scenario, each third of which fails", 30, scripted},
	{"a key without credits enough", 4, func(a *asker) wanted {
		w := a.pages(`{"login_token":"network-30000-poor"`, 1, 7)
		w.key, w.mayBePoor = a.books.poor, true
		return w
	}},
	{"an expired cookie", 6, func(a *asker) wanted {
		return a.refusal(http.StatusForbidden, `{"login_token":"expired-soak","total_results":10}`)
	}},
	{"a request that breaks a rule", 4, func(a *asker) wanted {
		return a.refusal(http.StatusBadRequest, `{"login_token":"soak","start_page":3,"unknown":1}`)
	}},
	{"no API key", 2, func(a *asker) wanted {
		w := a.refusal(http.StatusUnauthorized, `{}`)
		w.key = nil
		return w
	}},
	{"no route", 1, func(a *asker) wanted {
		w := a.refusal(http.StatusNotFound, `{}`)
		w.path, w.key = "/v1/network/nothing", nil
		return w
	}},
	{"a login", 3, func(a *asker) wanted {
		a.body = fmt.Appendf(a.body, `{"email":"member-%d-%d@example.com","password":"soak"}`, a.connection, a.made%1000)
		return wanted{path: "/v1/auth/login", key: a.key(), status: http.StatusOK, begins: `{"status":"success","login_token":"`}
	}},
}

// scripted asks three times with a cookie and a key of the scenario flaky, and is refused at the third.
func scripted(a *asker) (w wanted) {
	if a.turn == 0 {
		a.flaky = a.newCookie("network-30000-")
	}
	a.turn = (a.turn + 1) % 3
	if w = a.pages(a.flaky, 1, 1); a.turn == 0 {
		w = wanted{status: http.StatusInternalServerError, begins: `{"status":"error","message":"`}
	}
	w.key = a.books.flaky[a.connection%keys]
	return w
}

// key is the account that the connection shares with others.
func (a *asker) key() *account { return a.books.accounts[a.connection%keys] }

// newCookie begins a request with a cookie that nobody used before.
func (a *asker) newCookie(prefix string) string {
	return fmt.Sprintf(`{"login_token":"%s%d-%d"`, prefix, a.connection, a.made)
}

// pages asks for pages that exist.
func (a *asker) pages(head string, first, last int) wanted {
	a.body = fmt.Appendf(a.body, `%s,"country":"FR","start_page":%d,"end_page":%d}`, head, first, last)
	return a.success(10*(last-first+1), int64(last-first+1))
}

func (a *asker) success(connections int, charged int64) wanted {
	return wanted{key: a.key(), status: http.StatusOK, begins: delivered(connections), connections: connections, charged: charged}
}

func (a *asker) refusal(status int, body string) wanted {
	a.body = append(a.body, body...)
	return wanted{key: a.key(), status: status, begins: `{"status":"error","message":"`}
}

// next draws the next request.
func (a *asker) next() (request []byte, kind int, w wanted) {
	kind = drawKind(a.random)
	a.body = a.body[:0]
	w = soakKinds[kind].draw(a)
	a.made++
	return a.write(w), kind, w
}

var allShares = func() (sum int) {
	for _, k := range soakKinds {
		sum += k.share
	}
	return sum
}()

func drawKind(random *rand.Rand) (kind int) {
	at := random.IntN(allShares)
	for kind := range soakKinds {
		if at -= soakKinds[kind].share; at < 0 {
			return kind
		}
	}
	return len(soakKinds) - 1
}

// write is the request as it is sent.
func (a *asker) write(w wanted) []byte {
	path := "/v1/network/connections"
	if w.path != "" {
		path = w.path
	}
	r := append(a.request[:0], "POST "...)
	r = append(append(r, path...), " HTTP/1.1\r\nHost: "...)
	r = append(append(r, a.address...), "\r\nUser-Agent: linkup-emulator-soak\r\nContent-Type: application/json\r\n"...)
	if w.key != nil {
		r = append(append(append(r, "x-api-key: "...), w.key.name...), "\r\n"...)
	}
	r = strconv.AppendInt(append(r, "Content-Length: "...), int64(len(a.body)), 10)
	a.request = append(append(r, "\r\n\r\n"...), a.body...)
	return a.request
}

// The bounds of the size of a connection, and of an answer without any.
const (
	leastConnection, mostConnection = 150, 700 // bytes
	mostEnvelope                    = 300
)

// check says what is wrong with an answer, and what it charged.
func (w wanted) check(a load.Answer) (charged int64, err error) {
	if charged, err = chargedBy(a.Head); err != nil {
		return 0, err
	}
	if w.mayBePoor && a.Status == http.StatusPaymentRequired {
		w = wanted{status: http.StatusPaymentRequired, begins: `{"status":"error","message":"`}
	}
	got := bytes.Count(a.Body, []byte(`"profile_url":"https://`))
	least, most := len(w.begins)+got*leastConnection, mostEnvelope+got*mostConnection
	switch {
	case a.Status != w.status || !bytes.HasPrefix(a.Body, []byte(w.begins)) || !bytes.HasSuffix(a.Body, []byte("}")):
		return 0, wrong(a, fmt.Sprintf("status %d and a body that begins with %s", w.status, w.begins))
	case got != w.connections:
		return 0, wrong(a, fmt.Sprintf("%d connections, not %d", w.connections, got))
	case len(a.Body) < least || len(a.Body) > most:
		return 0, wrong(a, fmt.Sprintf("%d to %d bytes", least, most))
	case charged != w.charged:
		return 0, fmt.Errorf("wrong charge: got %d credits, want %d, for %w", charged, w.charged, wrong(a, "the same"))
	}
	return charged, nil
}

// chargedBy is what the headers of an answer say that it charged.
func chargedBy(head []byte) (int64, error) {
	_, after, found := bytes.Cut(head, []byte("\r\nX-Emulator-Charged: "))
	if !found {
		return 0, fmt.Errorf("the answer has no X-Emulator-Charged (got %.200q)", head)
	}
	text, _, _ := bytes.Cut(after, []byte("\r\n"))
	n, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("X-Emulator-Charged is %.40q (want a number of credits)", text)
	}
	return n, nil
}
