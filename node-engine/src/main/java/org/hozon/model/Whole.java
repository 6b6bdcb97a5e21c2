package org.hozon.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Checks records that strangers sent: a field that is not there would otherwise show far from where
 * it came in. Every field of the record, and of those within it, must be there unless it is marked
 * {@link MayLack}.
 */
public final class Whole {
  private static final ClassValue<List<Method>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          List<Method> fields = new ArrayList<>();
          for (RecordComponent field : type.getRecordComponents()) {
            if (!field.getType().isPrimitive() && !field.isAnnotationPresent(MayLack.class)) {
              field.getAccessor().setAccessible(true); // of private records too
              fields.add(field.getAccessor());
            }
          }
          return List.copyOf(fields);
        }
      };

  private Whole() {}

  /**
   * Returns the value itself.
   *
   * @throws IllegalArgumentException naming the field that is missing
   */
  public static <T> T require(T value) {
    check(value, "the whole");
    return value;
  }

  private static void check(Object value, String name) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    } else if (value instanceof Collection<?> items) {
      items.forEach(item -> check(item, name));
    } else if (value instanceof Map<?, ?> entries) {
      entries.forEach(
          (key, entry) -> {
            check(key, name);
            check(entry, name);
          });
    } else if (value instanceof Object[] items) {
      for (Object item : items) {
        check(item, name);
      }
    } else if (value instanceof Record) {
      for (Method field : FIELDS.get(value.getClass())) {
        check(read(field, value), field.getName());
      }
    }
  }

  private static Object read(Method field, Object of) {
    try {
      return field.invoke(of);
    } catch (IllegalAccessException | InvocationTargetException programmingError) {
      throw new IllegalStateException("a field cannot be read: " + field, programmingError);
    }
  }
}
