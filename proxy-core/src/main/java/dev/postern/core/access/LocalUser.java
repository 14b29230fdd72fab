package dev.postern.core.access;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;

/**
 * A user of this machine.
 *
 * @param uid its number; those over 2^31 are negative here
 */
record LocalUser(int uid) {

    /**
     * Whether the user has this name or number. Asks the system's user database, which may be on
     * another machine: never on an event loop.
     */
    boolean is(String nameOrNumber) {
        if (nameOrNumber.matches("[0-9]+")) {
            return nameOrNumber.equals(number());
        }
        UserPrincipalLookupService users = FileSystems.getDefault().getUserPrincipalLookupService();
        try {
            // The JDK's principals are equal if their numbers are. No name begins with a plus, so
            // this can't be somebody whose name is a number.
            UserPrincipal known = users.lookupPrincipalByName("+" + number());
            return users.lookupPrincipalByName(nameOrNumber).equals(known);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    String number() {
        return Integer.toUnsignedString(uid);
    }
}
