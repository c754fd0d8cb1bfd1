package generator

// settings are the keys that a configuration file can have at its top whatever the generator is: the fields of the tool's
// own classes WorkflowSettings, GeneratorSettings and DynamicSettings (7.19 to 7.22). The value says whether the setting
// is a mapping or list of the user's own names. Keys that are not settings are taken as options of the generator.
var settings = map[string]bool{
	"additionalProperties":       true,
	"apiNameSuffix":              false,
	"apiPackage":                 false,
	"artifactId":                 false,
	"artifactVersion":            false,
	"enableMinimalUpdate":        false,
	"enablePostProcessFile":      false,
	"enumNameMappings":           true,
	"files":                      true,
	"generateAliasAsModel":       false,
	"generatorName":              false,
	"gitHost":                    false,
	"gitRepoId":                  false,
	"gitUserId":                  false,
	"globalProperties":           true,
	"groupId":                    false,
	"httpUserAgent":              false,
	"ignoreFileOverride":         false,
	"importMappings":             true,
	"inlineSchemaNameMappings":   true,
	"inlineSchemaOptions":        true,
	"inputSpec":                  false,
	"instantiationTypes":         true,
	"invokerPackage":             false,
	"languageSpecificPrimitives": true,
	"library":                    false,
	"logToStderr":                false,
	"modelNameMappings":          true,
	"modelNamePrefix":            false,
	"modelNameSuffix":            false,
	"modelPackage":               false,
	"nameMappings":               true,
	"openapiGeneratorIgnoreList": true,
	"openapiNormalizer":          true,
	"operationIdNameMappings":    true,
	"outputDir":                  false,
	"packageName":                false,
	"parameterNameMappings":      true,
	"releaseNote":                false,
	"removeOperationIdPrefix":    false,
	"reservedWordsMappings":      true,
	"schemaMappings":             true,
	"serverVariables":            true,
	"skipOperationExample":       false,
	"skipOverwrite":              false,
	"strictSpecBehavior":         false,
	"templateDir":                false,
	"templatingEngineName":       false,
	"typeMappings":               true,
	"validateSpec":               false,
	"verbose":                    false,
}

// ourSettings are settings that a run decides itself; a configuration that has them is refused or, where upstream's own
// have them, they are left out.
var ourSettings = map[string]string{
	"generatorName":      "the flag --generator says it",
	"ignoreFileOverride": "what is left out of a tree is a rule of this program",
	"inputSpec":          "the flag --schema says it",
	"outputDir":          "the flag --out says it",
}

// globalProperties are the names that the setting globalProperties can hold: the constants of the tool's CodegenConstants
// that its GlobalSettings is asked for.
var globalProperties = []string{
	"apiDocs", "apiTests", "apis", "color", "debugModels", "debugOpenAPI", "debugOperations", "debugSupportingFiles",
	"generateAliasAsModel", "generateRecursiveDependentModels", "modelDocs", "modelTests", "models", "skipFormModel",
	"skipOneOfAnyOfGetter", "supportingFiles", "verbose", "webhooks", "withXml",
}

// tolerated are options that configurations of authentik's releases have although the generator lists no such option.
var tolerated = map[string][]string{
	"go": {
		// A generator takes it although it does not list it: the name of the package in the user agent.
		"packageVersion",
	},
	"python": {
		// Upstream has it: the author's name, which the generator's templates read.
		"infoName",
	},
	"rust": {
		// Upstream has it: the address in Cargo.toml, which the generator's template reads.
		"repositoryUrl",
	},
	"typescript-fetch": {
		// Options of the generator `typescript`, in upstream's file from 2025.12 to 2026.8.
		"fileContentDataType", "useObjectParameters",
		// An option that this generator had until version 5.
		"typescriptThreePlus",
		// In upstream's call: --additional-properties=packageVersion=…
		"packageVersion",
	},
}
