package dev.postern.app.fault;

/**
 * An octet in what is said on a connection.
 *
 * @param direction of the octets that are counted
 * @param after the place is behind the first such text; empty for the beginning
 * @param beyond and so many octets behind that
 */
public record Place(Direction direction, String after, int beyond) {

    /** Who says something. */
    public enum Direction {
        /** Whoever connects to the relay. */
        THERE,
        /** The server behind the relay. */
        BACK
    }

    /** Before anything is said, or heard. */
    public static Place beginning() {
        return new Place(Direction.BACK, "", 0);
    }

    /** In what the server behind the relay says. */
    public static Place back(String after, int beyond) {
        return new Place(Direction.BACK, after, beyond);
    }

    /** In what is said to the server behind the relay. */
    public static Place there(String after, int beyond) {
        return new Place(Direction.THERE, after, beyond);
    }

    /** Reads what is said, octet by octet, until the place is reached. */
    static final class Watch {
        private final Place place;
        private final StringBuilder said = new StringBuilder();

        /** Octets until the place, once the text was seen. */
        private int left;

        private boolean seen;

        Watch(Place place) {
            this.place = place;
            this.seen = place.after().isEmpty();
            this.left = place.beyond();
        }

        boolean isReached() {
            return seen && left == 0;
        }

        void octet(byte octet) {
            if (seen) {
                left--;
                return;
            }
            said.append((char) (octet & 0xff));
            seen = said.length() >= place.after().length() && endsWith(place.after());
        }

        private boolean endsWith(String text) {
            return said.indexOf(text, said.length() - text.length()) >= 0;
        }
    }
}
