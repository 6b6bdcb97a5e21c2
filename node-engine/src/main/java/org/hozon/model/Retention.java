package org.hozon.model;

/**
 * How many versions of a deposit are kept: of each kind so many, a version counting for as many
 * kinds as it serves. The newest version is always kept.
 *
 * @param latest the newest ones, whatever their age
 * @param hourly the last of each hour that has one
 * @param daily the last of each day (UTC)
 * @param weekly the last of each week, Monday to Sunday
 * @param monthly the last of each month
 * @param yearly the last of each year
 */
public record Retention(int latest, int hourly, int daily, int weekly, int monthly, int yearly) {
  /** 10 latest, 48 hourly, 7 daily, 4 weekly, 24 monthly, 3 yearly. */
  public static final Retention STANDARD = new Retention(10, 48, 7, 4, 24, 3);

  private static final int MOST = 100_000;

  /**
   * @throws IllegalArgumentException when a number is negative or above 100,000, or all are 0
   */
  public Retention {
    for (int kept : new int[] {latest, hourly, daily, weekly, monthly, yearly}) {
      if (kept < 0 || kept > MOST) {
        throw new IllegalArgumentException("versions kept are from 0 to " + MOST + ", not " + kept);
      }
    }
    if ((long) latest + hourly + daily + weekly + monthly + yearly == 0) {
      throw new IllegalArgumentException("at least one version is kept");
    }
  }

  /**
   * Reads six numbers: latest, hourly, daily, weekly, monthly, yearly.
   *
   * @throws IllegalArgumentException saying what to write when they are not such
   */
  public static Retention parse(String text) {
    String[] numbers = text.strip().split("\\s*[,/ ]\\s*", -1);
    if (numbers.length != 6) {
      throw new IllegalArgumentException(unclear(text));
    }
    int[] kept = new int[6];
    for (int i = 0; i < kept.length; i++) {
      if (!numbers[i].matches("\\d{1,6}")) {
        throw new IllegalArgumentException(unclear(text));
      }
      kept[i] = Integer.parseInt(numbers[i]);
    }
    return new Retention(kept[0], kept[1], kept[2], kept[3], kept[4], kept[5]);
  }

  private static String unclear(String text) {
    return "'"
        + text
        + "' does not say how many versions to keep; write six numbers for latest, hourly, daily,"
        + " weekly, monthly and yearly, such as "
        + STANDARD;
  }

  /** The six numbers as {@link #parse} reads them. */
  @Override
  public String toString() {
    return latest + "," + hourly + "," + daily + "," + weekly + "," + monthly + "," + yearly;
  }
}
