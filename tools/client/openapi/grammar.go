package openapi

import "strings"

// Kinds of values that are no object of OpenAPI.
const (
	// aText holds a text, or a list of texts.
	aText = "text"
	// aBoolean holds true or false; some such places hold something else in other versions.
	aBoolean = "boolean"
	// aValue holds a value of the type that its schema says.
	aValue = "value"
	// someData holds values as they are on the wire; a $ref in them is data.
	someData = "data"
)

// grammar says, for each kind of object, what is below its keys: a kind, or with a star a mapping from names that the
// document's author chose to that kind. Below the key * is what is below all other keys. A list is one of the same kind.
var grammar = map[string]map[string]string{
	"document": fields("info=info servers=server paths=paths webhooks=*pathItem components=components security=security tags=tag " +
		"externalDocs=externalDocs openapi=text jsonSchemaDialect=text"),
	"info":         fields("title=text summary=text description=text termsOfService=text version=text contact=contact license=contact"),
	"contact":      fields("name=text url=text email=text identifier=text"),
	"externalDocs": fields("description=text url=text"),
	"server":       fields("url=text description=text variables=*variable"),
	"variable":     fields("enum=text default=text description=text"),
	"tag":          fields("name=text description=text externalDocs=externalDocs"),
	"security":     fields("*=text"),
	"components": fields("schemas=*schema responses=*response parameters=*parameter examples=*example requestBodies=*requestBody " +
		"headers=*header securitySchemes=*securityScheme links=*link callbacks=*callback pathItems=*pathItem"),
	"paths": fields("*=pathItem"),
	"pathItem": fields("summary=text description=text servers=server parameters=parameter get=operation put=operation post=operation " +
		"delete=operation options=operation head=operation patch=operation trace=operation"),
	"operation": fields("tags=text summary=text description=text externalDocs=externalDocs operationId=text parameters=parameter " +
		"requestBody=requestBody responses=responses callbacks=*callback deprecated=boolean security=security servers=server"),
	"parameter":      fields("name=text in=text " + header),
	"header":         fields(header),
	"requestBody":    fields("description=text content=*mediaType required=boolean"),
	"mediaType":      fields("schema=schema example=data examples=*example encoding=*encoding"),
	"encoding":       fields("contentType=text headers=*header style=text explode=boolean allowReserved=boolean"),
	"responses":      fields("*=response"),
	"response":       fields("description=text headers=*header content=*mediaType links=*link"),
	"callback":       fields("*=pathItem"),
	"example":        fields("summary=text description=text value=data externalValue=text"),
	"link":           fields("operationRef=text operationId=text parameters=data requestBody=data description=text server=server"),
	"securityScheme": fields("type=text description=text name=text in=text scheme=text bearerFormat=text openIdConnectUrl=text flows=flows"),
	"flows":          fields("implicit=flow password=flow clientCredentials=flow authorizationCode=flow"),
	"flow":           fields("authorizationUrl=text tokenUrl=text refreshUrl=text scopes=*text"),
	"schema": fields("title=text description=text format=text pattern=text type=text required=text $id=text $schema=text $anchor=text " +
		"$dynamicRef=text $dynamicAnchor=text $comment=text contentEncoding=text contentMediaType=text dependentRequired=*text " +
		"enum=value const=value default=value example=value examples=value " +
		"nullable=boolean readOnly=boolean writeOnly=boolean deprecated=boolean uniqueItems=boolean exclusiveMinimum=boolean exclusiveMaximum=boolean " +
		"properties=*schema patternProperties=*schema dependentSchemas=*schema $defs=*schema definitions=*schema " +
		"items=schema prefixItems=schema additionalProperties=schema allOf=schema anyOf=schema oneOf=schema not=schema if=schema then=schema " +
		"else=schema contains=schema propertyNames=schema unevaluatedItems=schema unevaluatedProperties=schema contentSchema=schema " +
		"discriminator=discriminator xml=xml externalDocs=externalDocs"),
	"discriminator": fields("propertyName=text mapping=*text"),
	"xml":           fields("name=text namespace=text prefix=text attribute=boolean wrapped=boolean"),
}

const header = "description=text required=boolean deprecated=boolean allowEmptyValue=boolean style=text explode=boolean allowReserved=boolean " +
	"schema=schema example=data examples=*example content=*mediaType"

// sections are the parts of components, for the kinds of objects that a reference can stand for.
var sections = map[string]string{
	"schema": "schemas", "response": "responses", "parameter": "parameters", "example": "examples", "requestBody": "requestBodies",
	"header": "headers", "securityScheme": "securitySchemes", "link": "links", "callback": "callbacks", "pathItem": "pathItems",
}

func fields(list string) map[string]string {
	known := map[string]string{}
	for _, pair := range strings.Fields(list) {
		key, kind, _ := strings.Cut(pair, "=")
		known[key] = kind
	}
	return known
}

// below is the kind of what a key of an object of a kind holds; empty for a key that OpenAPI does not have.
func below(kind, key string) string {
	known := grammar[kind]
	if k, there := known[key]; there {
		return k
	}
	if strings.HasPrefix(key, "x-") {
		return someData
	}
	return known["*"]
}
