package contract

// Contract is what the build relies on in the source trees of one release line. Every map from a name to a text gives the
// reason: who in the build relies on it.
type Contract struct {
	// File is where the contract was read from.
	File string `yaml:"-"`
	// Name is what messages call it: its path in the checkout, if it is in one.
	Name string `yaml:"-"`
	// Line is the release line, such as 2025.12.
	Line string `yaml:"line"`
	// List is the list of the line's substitutions. Each is a fact too.
	List string `yaml:"-"`
	// Substitutions names that list, as a path from the contract's folder; without it, it is the line's substitutions.yaml.
	Substitutions string `yaml:"substitutions"`
	// Version says which versions the line has, and where a tree says which one it is.
	Version Version `yaml:"version"`
	// Paths are files and folders that are there, and that are not.
	Paths Paths `yaml:"paths"`
	// Texts are exact texts in files.
	Texts []Text `yaml:"texts"`
	// Watch are kinds of texts of which all are known; a new one may need a substitution.
	Watch []Watch `yaml:"watch"`
	// Python is what pyproject.toml says.
	Python Python `yaml:"python"`
	// Packages are the in-tree packages, all of them.
	Packages Packages `yaml:"packages"`
	// Go is what go.mod says, and which programs there are.
	Go Go `yaml:"go"`
	// Generators are the tree's own configurations of API client generators.
	Generators []Generator `yaml:"generators"`
}

// Version is a release line's versions.
type Version struct {
	// Matches is the regular expression of the line's versions.
	Matches string `yaml:"matches"`
	// Files are the files that say the version, each with the regular expression whose first group is it. They must agree.
	// A file that is not there is left out: Paths says which must be.
	Files map[string]string `yaml:"files"`
}

// Paths are facts about which files there are.
type Paths struct {
	// Files must be there, and be files.
	Files map[string]string `yaml:"files"`
	// Folders must be there, and be folders.
	Folders map[string]string `yaml:"folders"`
	// Opened are files that the core opens while it runs. A tree that lacks one builds all the same, so that is a remark.
	Opened map[string]string `yaml:"opened"`
	// Absent must not be there: they are parts of another line, which this one's build does not know.
	Absent map[string]string `yaml:"absent"`
	// Top are the folders at the top of a tree that are known, there or not; those with a dot in front always are.
	Top []string `yaml:"top"`
}

// Text is an exact text that a file has.
type Text struct {
	// File is the path in the tree.
	File string `yaml:"file"`
	// Text is the exact text; it may have several lines.
	Text string `yaml:"text"`
	// Count is how often it is there.
	Count int `yaml:"count"`
	// Why is who relies on it.
	Why string `yaml:"why"`
}

// Watch is a kind of text that may need a substitution.
type Watch struct {
	// Name says what kind, as the end of the sentence "... is a new".
	Name string `yaml:"name"`
	// Files are globs of the files to look at; ** is any number of folders.
	Files []string `yaml:"files"`
	// Skip are globs of files to leave out.
	Skip []string `yaml:"skip"`
	// Pattern is the regular expression of such a text. If it has a group, the group is the text. Blanks and line ends in a text
	// count as one blank.
	Pattern string `yaml:"pattern"`
	// Why says what to do about a new one.
	Why string `yaml:"why"`
	// Known are those that have been looked at.
	Known []Known `yaml:"known"`
}

// Known is a watched text that has been looked at.
type Known struct {
	// File is the path in the tree.
	File string `yaml:"file"`
	// Text is the text that the pattern finds.
	Text string `yaml:"text"`
	// Most is how often it may be in the file; once if it is not said.
	Most int `yaml:"most"`
	// How says why it is no harm: it is substituted, or it works as it is.
	How string `yaml:"how"`
}

// Python is what pyproject.toml says.
type Python struct {
	// Requires is requires-python, such as ==3.13.*.
	Requires string `yaml:"requires-python"`
	// Version is the Python that the build uses, such as 3.13; every in-tree package must allow it.
	Version string `yaml:"version"`
	// Name is the project's.
	Name string `yaml:"name"`
	// BuildBackend is [build-system] build-backend.
	BuildBackend string `yaml:"build-backend"`
	// BuildRequires are [build-system] requires.
	BuildRequires []string `yaml:"build-requires"`
	// Dependencies are all direct dependencies with their extras. One with a version or a condition is compared with those too;
	// otherwise the tree's lock is what says them.
	Dependencies []string `yaml:"dependencies"`
	// More and Less are names that a line has beside those of the line that it inherits from, and that it does not have.
	More []string `yaml:"more"`
	Less []string `yaml:"less"`
	// Scripts are [project.scripts].
	Scripts map[string]string `yaml:"scripts"`
	// Sources are [tool.uv.sources]: "workspace" for an in-tree package; URL@revision, URL?tag=TAG, URL?branch=BRANCH or "URL
	// default branch" for a git repository, with #subdirectory=FOLDER; else what a finding says.
	Sources map[string]string `yaml:"sources"`
	// NoBinary are [tool.uv] no-binary-package.
	NoBinary []string `yaml:"no-binary"`
}

// Packages are the folders of in-tree packages.
type Packages struct {
	// Folder is where they lie.
	Folder string `yaml:"folder"`
	// Python are those with a pyproject.toml; a wheel is built of each.
	Python []Package `yaml:"python"`
	// Other are folders that have been looked at and are no Python packages, there or not, with what they are.
	Other map[string]string `yaml:"other"`
}

// Package is an in-tree Python package.
type Package struct {
	// Folder is its name below Packages.Folder.
	Folder string `yaml:"folder"`
	// Name is the distribution's.
	Name string `yaml:"name"`
	// Version is the distribution's; empty if nothing asks for one.
	Version string `yaml:"version"`
	// Module is the module that is imported.
	Module string `yaml:"module"`
	// BuildBackend is [build-system] build-backend.
	BuildBackend string `yaml:"build-backend"`
	// Dependencies are the names that it asks for, on the Python of this line.
	Dependencies []string `yaml:"dependencies"`
	// Pins are dependencies of which the version matters, as PEP 508 has them.
	Pins []string `yaml:"pins"`
	// Why is who relies on it.
	Why string `yaml:"why"`
}

// Go is what go.mod says.
type Go struct {
	// Module is the module's path.
	Module string `yaml:"module"`
	// Most is the newest language version that the pinned Go SDK compiles, such as 1.25.
	Most string `yaml:"most"`
	// Requires are modules that are required.
	Requires map[string]string `yaml:"requires"`
	// Without are modules that are not required.
	Without map[string]string `yaml:"without"`
	// Folder is where programs lie, each in a folder of its own.
	Folder string `yaml:"folder"`
	// Programs are all programs.
	Programs map[string]string `yaml:"programs"`
}

// Generator is the configuration of a generator of API clients.
type Generator struct {
	// File is the path in the tree, of a YAML or JSON file.
	File string `yaml:"file"`
	// Options are all values in it, each by its keys joined by dots.
	Options map[string]string `yaml:"options"`
	// Why is who relies on it.
	Why string `yaml:"why"`
}
