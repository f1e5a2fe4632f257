// Command saver saves a state to a file as emulator.SaveState does, over and over, until it is killed. It does nothing
// else, so that it starts within a moment and can be killed often.
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/internal/wholefile"
)

// main saves the text of the second file to the first, each time with another number in the place of the third argument,
// and says the number before.
func main() {
	path, number := os.Args[1], os.Args[3]
	text, err := os.ReadFile(os.Args[2])
	for i := 1; err == nil; i++ {
		fmt.Printf("saving %d\n", i)
		err = wholefile.Write(path, []byte(strings.Replace(string(text), number, fmt.Sprintf(`"spent":%d`, i), 1)), 0o600)
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
