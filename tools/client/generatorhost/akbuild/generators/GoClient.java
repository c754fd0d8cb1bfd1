package akbuild.generators;

import akbuild.Names;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.Map;
import org.openapitools.codegen.CodegenProperty;
import org.openapitools.codegen.languages.GoClientCodegen;

/** The generator go, which remembers names, and does not write the document that is not part of a client. */
public final class GoClient extends GoClientCodegen {
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
    additionalProperties().put("generatorClass", GoClientCodegen.class.getName());
  }

  @Override
  public void generateYAMLSpecFile(Map<String, Object> document) {
    // It would be removed afterwards: package tools/client/tidy.
  }
}
