package emulator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// inProcess is what TestInProcess and TestOverTLS run: every test of what a client meets.
var inProcess = []func(*testing.T){
	TestReset,
	TestResetAfterADelay,
	TestCloseAfterHeaders,
	TestHang,
	TestClosingEndsWaits,
	TestWaitsOutlastTheTimeouts,
	TestTruncate,
	TestMalformed,
	TestPieces,
	TestDelayBeforeHeaders,
	TestLeavingWhileWaiting,
	TestBreaches,
	TestBreachesOfManyAndOfErrors,
	TestSet,
	TestErrors,
	TestRetryAfter,
	TestRespond,
	TestDuplicatesAndGaps,
	TestWhereTheMoneyGoes,
	TestScenariosOfThePoor,
	TestChargesOfExpiredCookies,
	TestChargedOnceTheAnswerIsThere,
	TestChargesAfterwardsFromManyClients,
	TestAnswersAsThePageShows,
	TestEachConnectionOnce,
	TestModes,
	TestOneNetworkForEveryKeyAndProcess,
	TestRefusals,
	TestRoutesThatAreNone,
	TestContentType,
	TestDebugHeaders,
	TestAClientsLoop,
	TestAClientsLoopGivesUp,
	TestAClientsLoopWithAgeingCookies,
	TestTheLastActivatedSpeaks,
	TestWhoseScenarioSpeaks,
	TestOneOfManyIsHit,
	TestTenantsAreIsolated,
	TestALoginIsItsKeysOwn,
	TestLengths,
	TestForATime,
	TestAnOutageIsEverybodys,
	TestOnlyGoodRequestsCount,
	TestConfiguredScenarios,
	TestScenariosInTheLog,
	TestDrainedByManyClients,
	TestErrorsMayCost,
	TestSettingCredits,
	TestShippedScenarios,
	TestEveryShippedScenarioIsPlayed,
	TestOwnNetworkComesBack,
	TestNetworkMovesToAnotherCookie,
	TestScenariosOverOwnNetwork,
	TestWhoseNetworkItIs,
	TestSomebodyTwice,
	TestOwnNetworkIsACopy,
}

// TestInProcess runs tests, which have met their answers over a socket, again without one.
func TestInProcess(t *testing.T) {
	t.Parallel()
	for _, test := range inProcess {
		t.Run(nameOf(test), test)
	}
}

// TestOverTLS runs them once more with HTTPS.
func TestOverTLS(t *testing.T) {
	t.Parallel()
	for _, test := range inProcess {
		t.Run(nameOf(test), test)
	}
}

// served is RunT, over a socket or, for TestInProcess, inside of the process, or for TestOverTLS over HTTPS.
func served(t testing.TB, config ...emulator.Config) *emulator.Fixture {
	t.Helper()
	config = append(config, emulator.Config{})
	config[0].NoListener = without(t)
	config[0].TLS = secured(t)
	return emulator.RunT(t, config[0])
}

// listening is the configuration of an emulator that is served so, and is not started by RunT.
func listening(t testing.TB) emulator.Config {
	if without(t) {
		return emulator.Config{NoListener: true}
	}
	return emulator.Config{Listen: "127.0.0.1:0", TLS: secured(t)}
}

// without says that a test is run without a socket.
func without(t testing.TB) bool { return strings.HasPrefix(t.Name(), "TestInProcess/") }

// secured says that a test is run over HTTPS.
func secured(t testing.TB) bool { return strings.HasPrefix(t.Name(), "TestOverTLS/") }

func nameOf(test func(*testing.T)) string {
	name := runtime.FuncForPC(reflect.ValueOf(test).Pointer()).Name()
	return name[strings.LastIndex(name, ".Test")+len(".Test"):]
}

// Every test that can be run either way is.
func TestInProcessMissesNone(t *testing.T) {
	t.Parallel()
	var run []string
	for _, test := range inProcess {
		run = append(run, "Test"+nameOf(test))
	}
	files, err := filepath.Glob("*_test.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d files, %v", len(files), err)
	}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Test") && calls(f, "served") && !slices.Contains(run, f.Name.Name) {
				t.Errorf("%s: %s is not run inside of the process; add it to inProcess", file, f.Name.Name)
			}
		}
	}
}

// calls says whether a function calls another by its name.
func calls(f *ast.FuncDecl, name string) (found bool) {
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		called, ok := call.Fun.(*ast.Ident)
		found = found || ok && called.Name == name
		return true
	})
	return found
}
