package flow

import "regexp"

var codeInPassword = regexp.MustCompile(`^(.*);(\d{6,10}|[a-zA-Z0-9]{8,32})$`)

// SplitCode takes a second factor off a password: protocols with no place for one have it written behind the password,
// as in secret;123456.
func SplitCode(password string) (rest, code string) {
	if match := codeInPassword.FindStringSubmatch(password); match != nil {
		return match[1], match[2]
	}
	return password, ""
}
