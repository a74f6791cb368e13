package offprint.server.run.form;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import offprint.server.method.MethodEntry;
import offprint.server.upload.Uploads;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The values of a form that a reader sent, in which every field comes with the preset's value. */
@Component
final class FormValues {
  private final Uploads uploads;

  FormValues(Uploads uploads) {
    this.uploads = uploads;
  }

  /** The values as parameters; files are stored and named by their references. */
  ObjectNode read(
      MethodEntry<?> method,
      MultiValueMap<String, String> given,
      MultiValueMap<String, MultipartFile> files)
      throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : properties(method).properties()) {
      String name = property.getKey();
      Field.Kind kind = Field.kind(property.getValue());
      String text = given.getFirst("param." + name);
      if (kind == Field.Kind.SWITCH) {
        texts.put(name, Boolean.toString(text != null));
      } else if (text != null) {
        texts.put(name, text);
      }
      MultipartFile file = files.getFirst("file." + name);
      if (file != null && !String.valueOf(file.getOriginalFilename()).isBlank()) {
        String ref = store(file);
        boolean isMore = kind == Field.Kind.SOURCES && text != null && !text.isBlank();
        texts.put(name, isMore ? text + ", " + ref : ref);
      }
    }
    return method.schema().parse(texts);
  }

  /** Stores a file that a reader sent; returns its reference. */
  String store(MultipartFile file) throws IOException {
    String name = file.getOriginalFilename();
    try (InputStream content = file.getInputStream()) {
      return uploads.store(name == null ? "" : name, content).ref();
    }
  }

  private static ObjectNode properties(MethodEntry<?> method) {
    return method.schema().json().withObject("/properties");
  }

  /** The values to show again: columns of the preset's data are gone if the data is another. */
  static ObjectNode shown(MethodEntry<?> method, String preset, ObjectNode values) {
    ObjectNode standard = method.defaults(preset);
    ObjectNode shown = values.deepCopy();
    properties(method)
        .properties()
        .forEach(
            p -> {
              boolean isPreset = standard.path(p.getKey()).equals(values.path(p.getKey()));
              if (isOfOtherData(p.getValue(), values, standard) && isPreset) {
                shown.put(p.getKey(), "");
              }
            });
    return shown;
  }

  /** The values without those that the preset has. */
  static ObjectNode changed(MethodEntry<?> method, String preset, ObjectNode values) {
    ObjectNode standard = method.defaults(preset);
    ObjectNode changed = method.schema().given(preset, values);
    properties(method)
        .properties()
        .forEach(
            p -> {
              JsonNode value = values.path(p.getKey());
              boolean isNone =
                  isOfOtherData(p.getValue(), values, standard)
                      && (value.isArray() ? value.isEmpty() : value.asString("").isEmpty());
              if (isNone || standard.path(p.getKey()).equals(value)) {
                changed.remove(p.getKey());
              }
            });
    return changed;
  }

  private static boolean isOfOtherData(JsonNode property, ObjectNode values, ObjectNode standard) {
    String source = property.path("x-column-of").asString("");
    return !source.isEmpty() && !values.path(source).equals(standard.path(source));
  }
}
