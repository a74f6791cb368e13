package offprint.engine;

import com.fasterxml.classmate.TypeResolver;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Source;
import tools.jackson.databind.node.ObjectNode;

/**
 * The components of a parameter record and of its groups, read from and written to flat JSON. No
 * other class looks inside a record.
 */
final class Components<P extends Record> {
  /**
   * One parameter.
   *
   * @param value its default: that of its group, if the group has one for it
   * @param group the section it belongs to, "" for none
   */
  record Component(String name, String value, Param param, String group) {
    String label() {
      return param.label().isEmpty() ? words(name) : param.label();
    }
  }

  private final Class<P> type;
  private final List<Component> all = new ArrayList<>();
  private final List<Class<?>> records = new ArrayList<>();

  private Components(Class<P> type) {
    this.type = type;
    add(type, "", Map.of(), new HashSet<>());
  }

  /**
   * @throws IllegalStateException if a component of the method's record has no {@link Param}, two
   *     have one name, or a group has a value for none of its components
   */
  @SuppressWarnings("unchecked") // P is what the method's own type says
  static <P extends Record> Components<P> of(Method<P> method) {
    return new Components<>(
        (Class<P>)
            new TypeResolver()
                .resolve(method.getClass())
                .typeParametersFor(Method.class)
                .getFirst()
                .getErasedType());
  }

  /** * @param values defaults given by the enclosing groups */
  private void add(Class<?> record, String group, Map<String, String> values, Set<String> names) {
    records.add(record);
    for (RecordComponent part : record.getRecordComponents()) {
      Param param = part.getAnnotation(Param.class);
      String place = record.getName() + "." + part.getName();
      if (param == null) {
        throw new IllegalStateException(place + " has no @Param");
      }
      String value = values.getOrDefault(part.getName(), param.value());
      Component component = new Component(part.getName(), value, param, group);
      if (isGroup(part.getType())) {
        int before = all.size();
        Map<String, String> own = param.value().isEmpty() ? Map.of() : settings(place, param);
        Map<String, String> inner = new HashMap<>(own);
        inner.putAll(values);
        add(part.getType(), component.label(), inner, names);
        List<String> here = all.subList(before, all.size()).stream().map(Component::name).toList();
        if (!here.containsAll(own.keySet())) {
          throw new IllegalStateException(
              "%s has values for %s, its parameters are %s".formatted(place, own.keySet(), here));
        }
      } else if (names.add(part.getName())) {
        all.add(component);
      } else {
        throw new IllegalStateException(
            "%s: there is another parameter %s".formatted(place, part.getName()));
      }
    }
  }

  private static Map<String, String> settings(String place, Param param) {
    return Preset.of(place, param.value().split("; *")).values();
  }

  static boolean isGroup(Class<?> type) {
    return type.isRecord() && type != Source.class;
  }

  private static String words(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z0-9])([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  /** In the order of the records, a group's in the place of the group. */
  List<Component> all() {
    return all;
  }

  /** The record and the groups in it. */
  List<Class<?>> records() {
    return records;
  }

  Class<P> type() {
    return type;
  }

  /**
   * @throws IllegalArgumentException from the record's own rules
   * @throws tools.jackson.core.JacksonException if a value is not of its type
   */
  P read(ObjectNode values) {
    return type.cast(read(type, values));
  }

  private static Object read(Class<?> record, ObjectNode values) {
    RecordComponent[] parts = record.getRecordComponents();
    Class<?>[] types = new Class<?>[parts.length];
    Object[] arguments = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      types[i] = parts[i].getType();
      arguments[i] =
          isGroup(types[i])
              ? read(types[i], values)
              : Json.MAPPER.treeToValue(
                  values.path(parts[i].getName()),
                  Json.MAPPER.constructType(parts[i].getGenericType()));
    }
    try {
      var constructor = record.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  ObjectNode write(P params) {
    ObjectNode values = Json.MAPPER.createObjectNode();
    write(params, values);
    return values;
  }

  private static void write(Object record, ObjectNode values) {
    for (RecordComponent part : record.getClass().getRecordComponents()) {
      Object value = value(record, part);
      if (isGroup(part.getType())) {
        write(value, values);
      } else {
        values.set(part.getName(), Json.MAPPER.valueToTree(value));
      }
    }
  }

  private static Object value(Object record, RecordComponent part) {
    try {
      part.getAccessor().setAccessible(true);
      return part.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
