package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/internal/lint"
)

const programName = "linkup-emulator"

// Program is one run of the command line. It reads nothing of the process but what its fields hand it, so that a test
// runs it as main does. It is for one Run, in one goroutine.
type Program struct {
	Args      []string                         // the command line, without the program's name
	LookupEnv func(name string) (string, bool) // as os.LookupEnv
	Environ   func() []string                  // as os.Environ; nil: there is none
	Stdin     io.Reader                        // of the command of run; nil: there is none
	Stdout    io.Writer                        // what was asked for: the URL, a network, a version
	Stderr    io.Writer                        // the log, and errors
	ConfigDir func() (string, error)           // as os.UserConfigDir; nil: there is none

	// Notify sends the signals of the process that run passes on, until stop is called. Nil: run ends its command once the
	// context of Run is done.
	Notify func(came chan<- os.Signal, signals ...os.Signal) (stop func())

	Hurry context.Context // once it is done, stopping waits for no request; nil: it never is
}

// commandLine is the grammar of the program.
type commandLine struct {
	Help        helpFlag       `short:"h" help:"Show help, of a command after its name."`
	Serve       serve          `cmd:"" default:"withargs" help:"Run the emulator. This is what happens without a command, too."`
	RunWith     runCommand     `cmd:"" name:"run" help:"Run a command against an emulator of its own, and print the report: linkup-emulator run -- COMMAND."`
	Env         envCommand     `cmd:"" help:"Print the variables that make programs reach a running emulator by its proxy, for eval."`
	Healthcheck healthcheck    `cmd:"" help:"Ask a running emulator whether it is ready; exit with 0 if so, else with 1."`
	Network     network        `cmd:"" help:"Print the connections of a cookie, or write them as a network of your own to start from."`
	Scenario    scenarios      `cmd:"" help:"List, show and check scenarios."`
	CA          caCommand      `cmd:"" name:"ca" help:"Print the certificate of the authority that clients over HTTPS are to trust, which is made on first use."`
	Journal     journalCommand `cmd:"" help:"Tell what a running emulator was asked, and what it answered."`
	Report      reportCommand  `cmd:"" help:"Tell what the calls of a running emulator cost, and what was wrong with the client."`
	Version     versionLine    `cmd:"" help:"Print the version."`
}

// Run carries out the command line until it is done or ctx is, and returns the exit status: 0, or 1 after it has said
// on Stderr, in a line for each fault, what is wrong; that of the command of run.
func (p *Program) Run(ctx context.Context) int {
	err := p.run(ctx)
	if err == nil || errors.Is(err, errHelped) {
		return 0
	}
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintf(p.Stderr, "%s: %s\n", programName, strings.TrimSuffix(line, "\n"))
	}
	if exit, ok := errors.AsType[*exitError](err); ok {
		return exit.status
	}
	return 1
}

func (p *Program) run(ctx context.Context) error {
	command, err := p.parse(&commandLine{}, &sources{lookupEnv: p.LookupEnv})
	if err != nil {
		return err
	}
	command.BindTo(ctx, (*context.Context)(nil))
	return command.Run()
}

// parse fills line from the arguments, and from given where they say nothing.
func (p *Program) parse(line *commandLine, given *sources) (*kong.Context, error) {
	parser, err := kong.New(line,
		kong.Name(programName),
		kong.Description("An emulator of LinkupAPI's Get Connections endpoint."),
		kong.Vars{"listen": emulator.DefaultListen, "credits": fmt.Sprint(emulator.DefaultCredits), "journal": fmt.Sprint(emulator.DefaultJournal)},
		kong.Writers(p.Stdout, p.Stderr),
		kong.NoDefaultHelp(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.ValueFormatter(flagHelp),
		kong.Resolvers(given),
		kong.Bind(p, given),
	)
	if err != nil {
		return nil, fmt.Errorf("command line grammar: %w", err)
	}
	ownDefaults(parser.Model, "run", runDefaults)
	ownDefaults(parser.Model, "env", map[string]string{"proxy": defaultProxy})
	if err := isCommand(parser.Model, p.Args); err != nil {
		return nil, err
	}
	args := p.Args
	if len(args) > 0 && args[0] == "run" {
		args, _ = partedAtDashes(args) // what comes after them is no business of ours
	}
	command, err := parser.Parse(args)
	return command, inOurWords(err)
}

// ownDefaults gives settings of one command other defaults than those of serve.
func ownDefaults(program *kong.Application, command string, defaults map[string]string) {
	for _, c := range program.Children {
		for _, flag := range c.Flags {
			if value, ok := defaults[flag.Name]; ok && c.Name == command {
				flag.Default = value
			}
		}
	}
}

// isCommand says that the first word of args is meant as a command and is none, for which kong has no hint: it takes the
// word for an argument of the default command.
func isCommand(program *kong.Application, args []string) error {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		return nil
	}
	var names []string
	for _, command := range program.Children {
		names = append(names, command.Name)
	}
	if slices.Contains(names, args[0]) {
		return nil
	}
	if near, ok := lint.Nearest(args[0], names); ok {
		return fmt.Errorf("unknown command %q, did you mean %q?", args[0], near)
	}
	return fmt.Errorf("unknown command %q, want %s", args[0], alternatives(names))
}

// noValue is how kong says that a flag ends the command line which needs a value, or one at least.
var noValue = regexp.MustCompile(`^(--[a-z-]+): (?:expected .* but got "EOL"|missing value, )`)

func inOurWords(err error) error {
	if err != nil {
		if m := noValue.FindStringSubmatch(err.Error()); m != nil {
			return fmt.Errorf("%s: got nothing, want a value after it", m[1])
		}
	}
	return err
}

// errHelped ends the parsing of a command line that asks for help.
var errHelped = errors.New("help was printed")

// helpFlag stands in for kong's own, which ends the process.
type helpFlag bool

// IgnoreDefault keeps --help alone from being the help of the default command.
func (helpFlag) IgnoreDefault() {}

// BeforeReset prints the help before anything else of the command line can be found wrong.
func (helpFlag) BeforeReset(c *kong.Context) error {
	if err := c.PrintUsage(false); err != nil {
		return fmt.Errorf("print the help: %w", err)
	}
	return errHelped
}

// flagHelp is the help of a flag: what it does, its default, and the environment variable of a setting.
func flagHelp(v *kong.Value) string {
	var more []string
	if v.HasDefault {
		more = append(more, "default "+v.Default)
	}
	if isSetting(v) {
		more = append(more, "$"+envName(v.Name))
	}
	if more == nil {
		return v.Help
	}
	return v.Help + " (" + strings.Join(more, ", ") + ")"
}
