package main

import "strings"

// forgetUnlocked takes out of a lock's packages what an optional one depends on and the lock has nowhere. npm leaves such packages out when it
// writes a lock where they could not be installed; a newer npm looks for them again, and says that the lock and package.json are out of step.
func forgetUnlocked(packages map[string]any) {
	for key, value := range packages {
		entry := value.(map[string]any)
		dependencies, ok := entry["dependencies"].(map[string]any)
		if !ok || entry["optional"] != true {
			continue
		}
		for name := range dependencies {
			if !locked(packages, key, name) {
				delete(dependencies, name)
			}
		}
	}
}

// locked says whether the package at a place in the lock finds one of this name, in its own folder or one further up, as Node.js looks.
func locked(packages map[string]any, place, name string) bool {
	for {
		if _, ok := packages[strings.TrimPrefix(place+"/node_modules/"+name, "/")]; ok {
			return true
		}
		if place == "" {
			return false
		}
		up := strings.LastIndex(place, "/node_modules/")
		place = place[:max(up, 0)]
	}
}
