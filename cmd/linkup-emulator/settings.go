package main

import (
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/mattn/go-isatty"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/internal/lines"
)

// configured is the file that settings may be in. The tag `setting` marks a flag that the environment and the
// configuration file may give too.
type configured struct {
	Config string `setting:"" placeholder:"FILE" help:"Configuration file, YAML. It may give every other setting of serve, and accounts and cookies."`
}

// place is where the server is to be found: the settings that healthcheck shares with serve.
type place struct {
	configured
	Listen address `setting:"" default:"${listen}" placeholder:"HOST:PORT" help:"Address of the server; port 0 takes a free one."`
	TLS    bool    `name:"tls" setting:"" default:"false" negatable:"" help:"Serve HTTPS in the place of HTTP, at --listen and at --control-listen."`
}

// scheme is what is spoken there.
func (p place) scheme() string {
	if p.TLS {
		return "https://"
	}
	return "http://"
}

// controlPlace is where the control routes are and what opens them: the settings that commands which call them share with
// serve.
type controlPlace struct {
	ControlListen controlListen `setting:"" placeholder:"HOST:PORT|off" help:"Address of a listener of the control routes' own, or off for none of them; health, ready and avatars stay with the endpoint, too."`
	ControlToken  controlToken  `setting:"" placeholder:"TOKEN" help:"What a call of a control route has to carry, but for health, ready, avatars and the console's files. Others see a command line: rather set the variable."`
}

// settings are the flags of serve.
type settings struct {
	place
	secured

	Credits      credits     `setting:"" default:"${credits}" placeholder:"N" help:"Credits that an account opens with which the configuration file does not name."`
	Charge       charge      `setting:"" default:"delivered" placeholder:"delivered|requested" help:"What a request pays for: the pages delivered, or the pages asked for."`
	ChargeErrors bool        `setting:"" default:"false" negatable:"" help:"Charge 1 credit for each error but 401, 404, 405 and 500."`
	ErrorStatus  errorStatus `setting:"" default:"http" placeholder:"http|ok" help:"Status of errors: their own, or 200 for all but 404, 405, 429 and 500."`
	Lenient      bool        `setting:"" default:"false" negatable:"" help:"Take start_page or end_page alone as total-results mode, not as a fault."`
	RateLimit    rateLimit   `setting:"" default:"off" placeholder:"N/s|m|h|off" help:"Requests that a key may make in any second, minute or hour."`
	CookieTTL    lifetime    `setting:"" default:"0s" placeholder:"DURATION" help:"How long a cookie is valid from its login, or else from its first use with a key; 0s is for ever."`
	Pictures     pictures    `setting:"" default:"vendor" placeholder:"vendor|local" help:"Where profile_picture points: at the vendor's host, or at avatars that the emulator draws, which the service has not."`
	Scenario     []string    `setting:"" placeholder:"NAME|FILE" help:"Scenario that is active from the start, shipped or a file; may be given more than once."`
	ScenarioDir  string      `setting:"" placeholder:"DIR" help:"Folder whose scenarios, *.yaml, *.yml and *.json, are active, and are read anew when they change."`
	State        string      `setting:"" placeholder:"FILE" help:"File that the state is loaded from at the start, if it is there, and saved to at the end."`
	StateEvery   lifetime    `setting:"" default:"0s" placeholder:"DURATION" help:"How often the state is saved meanwhile; 0s is not at all."`
	Journal      journalSize `setting:"" default:"${journal}" placeholder:"N" help:"Calls that the journal keeps; 0 is none, and no journal."`
	spendingLimit
	DebugHeaders bool       `setting:"" default:"true" negatable:"" help:"Send X-Request-Id, X-Emulator-Charged and X-Emulator-Credits-Left."`
	Validate     validation `setting:"" default:"once" placeholder:"once|always" help:"How often an answer is proven by its JSON Schema before it is sent: the same bytes once, or each anew and by the schema library alone, which is slow."`
	controlPlace
	ControlHost []hostName `setting:"" placeholder:"NAME" help:"Host by which the control routes may be called, beside those of the loopback interface; may be given more than once."`
	proxyPlace
	ProxyPassthrough bool      `setting:"" default:"false" negatable:"" help:"Let calls for other hosts out by the proxy, but for those of this machine; else they are refused."`
	Console          bool      `setting:"" default:"true" negatable:"" help:"Serve the console, a page for the browser, at /_emulator/ of the control routes."`
	LogFormat        logFormat `setting:"" default:"text" placeholder:"text|json" help:"How the log is written, on standard error."`
	LogLevel         logLevel  `setting:"" default:"info" placeholder:"debug|info|warn|error" help:"The least level that is logged; requests are info."`
}

// config is the emulator that the flags and the file describe.
func (s settings) config(file *configFile, scenarios []*emulator.Scenario, logger *slog.Logger) emulator.Config {
	return emulator.Config{
		Listen:           string(s.Listen),
		TLS:              s.TLS,
		TLSListen:        string(s.TLSListen),
		Credits:          int64(s.Credits),
		OpenEmpty:        s.Credits == 0,
		Charge:           emulator.Charge(s.Charge),
		ChargeErrors:     s.ChargeErrors,
		ErrorStatus:      emulator.ErrorStatus(s.ErrorStatus),
		Lenient:          s.Lenient,
		RateLimit:        string(s.RateLimit),
		CookieTTL:        time.Duration(s.CookieTTL),
		Pictures:         emulator.Pictures(s.Pictures),
		Scenarios:        scenarios,
		Journal:          int(s.Journal),
		NoJournal:        s.Journal == 0,
		Budget:           s.Budget.limit(),
		HideDebugHeaders: !s.DebugHeaders,
		Validate:         emulator.Validation(s.Validate),
		UnknownKeys:      file.unknownKeys,
		Accounts:         file.accountsWith(int64(s.Credits)),
		Cookies:          file.cookies,
		ControlListen:    string(s.ControlListen),
		ControlHosts:     hostNames(s.ControlHost),
		ControlToken:     string(s.ControlToken),
		Version:          version,
		Logger:           logger,
	}
}

// logger is a log on stderr, and what writes the last of it: on a terminal each line at once, else several together where
// they come fast.
func (s settings) logger(stderr io.Writer) (logger *slog.Logger, flush func()) {
	format := lines.Text
	if s.LogFormat == "json" {
		format = lines.JSON
	}
	w := lines.NewWriter(stderr)
	if file, ok := stderr.(*os.File); ok && isatty.IsTerminal(file.Fd()) {
		w.Close()
	}
	return slog.New(lines.NewHandler(w, format, s.LogLevel.slog())), w.Close
}
