package io.headrace.http;

/** Text as people sort it: runs of digits by their value, so that {@code web.2} comes before {@code web.10}. */
final class NaturalOrder {

    private NaturalOrder() {}

    static int compare(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() && j < other.length()) {
            int endOfOne = digits(one, i);
            int endOfOther = digits(other, j);
            boolean numbers = endOfOne > i && endOfOther > j;
            int difference = numbers
                    ? numbers(one.substring(i, endOfOne), other.substring(j, endOfOther))
                    : Character.compare(one.charAt(i), other.charAt(j));
            if (difference != 0) {
                return difference;
            }
            i = numbers ? endOfOne : i + 1;
            j = numbers ? endOfOther : j + 1;
        }
        int rest = Integer.compare(one.length() - i, other.length() - j);
        return rest != 0 ? rest : one.compareTo(other);
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** Of any length: the longer one without leading zeros is the greater. */
    private static int numbers(String one, String other) {
        String left = one.replaceFirst("^0+", "");
        String right = other.replaceFirst("^0+", "");
        int longer = Integer.compare(left.length(), right.length());
        return longer != 0 ? longer : left.compareTo(right);
    }
}
