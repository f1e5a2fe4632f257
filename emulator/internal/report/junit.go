package report

import (
	"encoding/xml"
	"fmt"
)

type junitSuite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	Failure *junitFailure `xml:"failure"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// JUnit is the report as a suite of tests in JUnit's XML: that there was a call, that the budget was kept where there is
// one, and that there is no finding of each kind.
func (r Report) JUnit(budget *int64) ([]byte, error) {
	suite := junitSuite{Name: "linkup-emulator"}
	suite.add("the run made calls", r.CheckCalls(), r.headline())
	if budget != nil {
		suite.add(fmt.Sprintf("spent at most %s", credits(*budget)), r.CheckBudget(*budget), r.headline())
	}
	for _, kind := range Kinds {
		only := r
		only.Findings, only.CreditsWasted = nil, 0
		for _, f := range r.Findings {
			if f.Name == kind.Name {
				only.Findings = append(only.Findings, f)
				only.CreditsWasted += f.CreditsWasted
			}
		}
		var found error
		if len(only.Findings) > 0 {
			found = fmt.Errorf("the client %s", kind.Says)
		}
		suite.add(string(kind.Name), found, only.FindingsText())
	}
	text, err := xml.MarshalIndent(suite, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write JUnit's XML: %w", err)
	}
	return append([]byte(xml.Header), append(text, '\n')...), nil
}

func (s *junitSuite) add(name string, failure error, text string) {
	c := junitCase{Class: s.Name, Name: name}
	if failure != nil {
		c.Failure = &junitFailure{Message: failure.Error(), Text: text}
		s.Failures++
	}
	s.Tests++
	s.Cases = append(s.Cases, c)
}
