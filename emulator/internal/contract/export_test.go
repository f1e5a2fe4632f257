package contract

// Integer is integer, for tests.
func Integer(number string) (n int64, whole bool) { return integer(number) }
