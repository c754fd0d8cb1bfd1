package akbuild;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.regex.Pattern;

/** What the tool's classes keep from one run to the next, that is, in static fields. */
final class Statics {
  private static final String TOOL = "org.openapitools.codegen.";

  /** Types of fields that hold the same whatever the run was, when they are final. */
  private static final Set<String> CONSTANTS =
      Set.of(
          "java.lang.String",
          "java.util.regex.Pattern",
          "org.slf4j.Logger",
          "org.slf4j.Marker",
          "com.fasterxml.jackson.databind.ObjectMapper",
          "com.fasterxml.jackson.core.JsonPointer");

  private static final String CACHE = "com.github.benmanes.caffeine.cache.Cache";

  /** Fields of other types, or not final, that no run of a client changes: in 7.19 to 7.22 nothing assigns them later. */
  private static final Pattern UNCHANGED =
      Pattern.compile(
          "CodegenType\\.names"
              + "|cmd\\.GenerateBatch\\.(failures|successes)"
              + "|DefaultCodegen\\.(DefaultFeatureSet|falseSchema|trueSchema|REMOVE_CHAR_UNICODE_PATTERN_CACHE)"
              + "|InlineModelResolver\\.structureMapper"
              + "|cmd\\.BuildInfo\\.properties"
              + "|cmd\\.CompletionCommand\\.BUILTIN_SUGGESTERS"
              + "|config\\.WorkflowSettings\\.DEFAULT_GLOBAL_PROPERTIES"
              + "|examples\\.XmlExampleGenerator\\.[A-Z_]+"
              // Of the thread: a run has its own.
              + "|config\\.GlobalSettings\\.properties"
              + "|languages\\.AbstractTypeScriptClientCodegen\\.SNAPSHOT_SUFFIX_FORMAT"
              + "|meta\\.FeatureSet\\.UNSPECIFIED"
              + "|utils\\.ModelUtils\\.OPENAPI_TYPES"
              + "|utils\\.ModelUtils\\$SchemaValidations\\.[A-Z]+_VALIDATIONS"
              + "|utils\\.OnceLogger\\.(expireMillis|maxCacheSize|maxRepetitions)"
              + "|utils\\.StringUtils\\.[a-zA-Z]+Pattern"
              + "|validations\\.oas\\.OpenApiSchemaValidations\\.validTypes"
              + "|validations\\.oas\\.RuleConfiguration\\.propertyPrefix"
              + "|validations\\.oas\\.ValidationConstants\\.\\w+");

  private Statics() {}

  /**
   * Empties what classes keep, the caches of names and of what was said; false when one of them keeps something else, which the
   * next run might see.
   */
  static boolean forget(Iterable<Class<?>> classes) throws ReflectiveOperationException {
    for (Class<?> c : classes) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) || constant(field)) {
          continue;
        }
        if (!field.getType().getName().equals(CACHE)) {
          return false;
        }
        field.setAccessible(true);
        Object cache = field.get(null);
        field.getType().getMethod("invalidateAll").invoke(cache);
      }
    }
    return true;
  }

  private static boolean constant(Field field) {
    Class<?> type = field.getType();
    String name = (field.getDeclaringClass().getName() + "." + field.getName()).replace(TOOL, "");
    boolean unchanging = type.isPrimitive() || type.isEnum() || CONSTANTS.contains(type.getName());
    return field.isSynthetic() || Modifier.isFinal(field.getModifiers()) && unchanging || UNCHANGED.matcher(name).matches();
  }
}
