package dev.postern.imap.gate;

import dev.postern.core.access.ImapPolicy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which of a provider's capabilities a client is told: what its commands are allowed for. */
final class Offers {

    private static final Set<String> KNOWN =
            Set.of(
                    "IMAP4REV1",
                    "IMAP4REV2",
                    "ID",
                    "IDLE",
                    "NAMESPACE",
                    "CHILDREN",
                    "LITERAL+",
                    "LITERAL-",
                    "ENABLE",
                    "CONDSTORE",
                    "QRESYNC",
                    "UTF8=ACCEPT",
                    "ESEARCH",
                    "SEARCHRES",
                    "WITHIN",
                    "SEARCH=FUZZY",
                    "ESORT",
                    "LIST-EXTENDED",
                    "LIST-STATUS",
                    "STATUS=SIZE",
                    "SPECIAL-USE",
                    "BINARY",
                    "OBJECTID",
                    "SAVEDATE",
                    "PREVIEW",
                    "PREVIEW=FUZZY",
                    "INPROGRESS");

    /** Those that come with verbs: offered where the verb is allowed. */
    private static final Map<String, String> BY_VERB =
            Map.ofEntries(
                    Map.entry("UNSELECT", "UNSELECT"),
                    Map.entry("UIDPLUS", "APPEND"),
                    Map.entry("MOVE", "MOVE"),
                    Map.entry("QUOTA", "GETQUOTA"),
                    Map.entry("SORT", "SORT"),
                    Map.entry("SORT=DISPLAY", "SORT"),
                    Map.entry("APPENDLIMIT", "APPEND"));

    private final Permissions permissions;
    private final ImapPolicy policy;

    Offers(Permissions permissions, ImapPolicy policy) {
        this.permissions = permissions;
        this.policy = policy;
    }

    List<String> shown(List<String> provider) {
        return provider.stream().filter(this::isShown).toList();
    }

    private boolean isShown(String capability) {
        String name = capability.toUpperCase(Locale.ROOT);
        if (KNOWN.contains(name)) {
            return true;
        }
        if (name.equals("X-GM-EXT-1")) {
            return policy.folders().isEmpty();
        }
        int value = name.indexOf('=');
        String family = value < 0 ? name : name.substring(0, value);
        String verb = BY_VERB.get(BY_VERB.containsKey(name) ? name : family);
        return family.equals("THREAD")
                ? permissions.list("THREAD")
                : verb != null && permissions.list(verb);
    }
}
