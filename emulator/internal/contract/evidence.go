package contract

// Evidence says where a rule comes from: "D" for the vendor's own page, "E1" to "E8" for another public source
// (docs/contract.md lists them), "C" for a choice of this project where nobody says anything.
type Evidence []string

var (
	documented = Evidence{"D"}
	chosen     = Evidence{"C"}
)
