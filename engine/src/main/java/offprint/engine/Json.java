package offprint.engine;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Locale;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Picture;
import offprint.method.PicturePair;
import offprint.method.Report;
import offprint.method.Source;
import offprint.method.Table;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** The one JSON form of parameters and reports: enums in lowerCamelCase, sources as text. */
public final class Json {
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new CamelCaseEnums())
          .addModule(
              new SimpleModule("offprint")
                  .addSerializer(Source.class, new SourceWriter())
                  .addDeserializer(Source.class, new SourceReader()))
          .addMixIn(Report.Block.class, BlockType.class)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  private Json() {}

  /** Describes why a text is not JSON, without the parser's internals. */
  public static String reason(JacksonException fault) {
    return fault.getOriginalMessage().replaceAll(" ?\\(start marker at .*|, from `[^`]*`", "");
  }

  /** MOVING_AVERAGE is written movingAverage. */
  static String camelCase(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.split("_")) {
      String lower = word.toLowerCase(Locale.ROOT);
      name.append(
          name.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
    }
    return name.toString();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "block")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Table.class, name = "table"),
    @JsonSubTypes.Type(value = Chart.class, name = "chart"),
    @JsonSubTypes.Type(value = Picture.class, name = "picture"),
    @JsonSubTypes.Type(value = PicturePair.class, name = "picturePair"),
    @JsonSubTypes.Type(value = Note.class, name = "note")
  })
  private interface BlockType {}

  private static final class CamelCaseEnums extends JacksonAnnotationIntrospector {
    @Override
    public String[] findEnumValues(
        MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, String[] names) {
      for (int i = 0; i < values.length; i++) {
        names[i] = camelCase(values[i].name());
      }
      return names;
    }
  }

  private static final class SourceWriter extends StdSerializer<Source> {
    SourceWriter() {
      super(Source.class);
    }

    @Override
    public void serialize(Source source, JsonGenerator out, SerializationContext context) {
      out.writeString(source.ref());
    }
  }

  private static final class SourceReader extends StdDeserializer<Source> {
    SourceReader() {
      super(Source.class);
    }

    @Override
    public Source deserialize(JsonParser in, DeserializationContext context) {
      return new Source(in.getValueAsString(""));
    }
  }
}
