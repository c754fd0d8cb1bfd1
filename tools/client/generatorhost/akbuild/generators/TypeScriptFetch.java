package akbuild.generators;

import akbuild.Names;
import io.swagger.v3.oas.models.OpenAPI;
import org.openapitools.codegen.CodegenProperty;
import org.openapitools.codegen.languages.TypeScriptFetchClientCodegen;

/** The generator typescript-fetch, which remembers names. */
public final class TypeScriptFetch extends TypeScriptFetchClientCodegen {
  private final Names names = new Names();

  @Override
  public void updateCodegenPropertyEnum(CodegenProperty property) {
    names.search(() -> super.updateCodegenPropertyEnum(property));
  }

  @Override
  public String toModelName(String schema) {
    return names.get(schema, super::toModelName);
  }

  @Override
  public void processOpenAPI(OpenAPI document) {
    super.processOpenAPI(document);
    // The templates print it.
    additionalProperties().put("generatorClass", TypeScriptFetchClientCodegen.class.getName());
  }
}
