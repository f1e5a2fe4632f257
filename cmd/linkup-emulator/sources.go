package main

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/alecthomas/kong"
)

// envPrefix begins the name of every environment variable of the program. Deliberately: other variables that begin so
// are none of its business, as Kubernetes sets LINKUP_EMULATOR_PORT and more for a service of that name.
const envPrefix = "LINKUP_EMULATOR_"

// envName is the environment variable that gives the setting of a flag.
func envName(flag string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// isSetting says whether the environment and the configuration file may give v, and not the command line alone.
func isSetting(v *kong.Value) bool { return v.Tag.Has("setting") }

// sources gives the settings that the command line does not: from the environment, or else from the configuration file.
// Kong asks it once a flag, and takes the flag's default where it gives nothing.
type sources struct {
	lookupEnv func(string) (string, bool)
	file      *configFile // once it is read, or was found to be none
	fault     error       // what is wrong with the file
}

// Validate says what is wrong with the file as a whole, which is no fault of one flag.
func (s *sources) Validate(*kong.Application) error { return s.fault }

// Resolve is the text of a setting, or nil. Its error names the variable, or the line of the file.
func (s *sources) Resolve(c *kong.Context, path *kong.Path, flag *kong.Flag) (any, error) {
	if !isSetting(flag.Value) {
		return nil, nil
	}
	s.readFile(c)
	text, origin, ok := s.fromEnv(flag.Name)
	if !ok {
		text, origin, ok = s.file.setting(flag.Name)
	}
	if !ok {
		return nil, nil
	}
	if err := fits(flag, text); err != nil {
		return nil, fmt.Errorf("%s: %w", origin, err)
	}
	return text, nil
}

// fromEnv is the setting that the environment gives. Chosen: an empty variable gives none, as compose files and CI
// settings leave variables empty that nobody filled in.
func (s *sources) fromEnv(flag string) (text, origin string, ok bool) {
	name := envName(flag)
	text, _ = s.lookupEnv(name)
	return text, name, text != ""
}

// readFile reads the configuration file, once, if the command line or the environment names one.
func (s *sources) readFile(c *kong.Context) {
	if s.file != nil {
		return
	}
	s.file = &configFile{}
	path, _, _ := s.fromEnv("config")
	for _, given := range c.Path {
		if given.Flag != nil && given.Flag.Name == "config" {
			path = c.Value(given).String()
		}
	}
	if path == "" {
		return
	}
	if file, err := readConfig(path); err != nil {
		s.fault = err
	} else {
		s.file = file
	}
}

// fits says what is wrong with text as a value of flag.
func fits(flag *kong.Flag, text string) error {
	scratch := reflect.New(flag.Target.Type()).Elem()
	value := kong.Scan().PushTyped(text, kong.FlagValueToken)
	return flag.Mapper.Decode(&kong.DecodeContext{Value: flag.Value, Scan: value}, scratch)
}
