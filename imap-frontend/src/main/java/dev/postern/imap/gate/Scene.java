package dev.postern.imap.gate;

import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.ImapProfile;

import java.util.List;

/**
 * What the rules need to know: the policy, and what was learned of the provider since. One per
 * session, changed on its event loop.
 */
final class Scene {

    private final ImapPolicy policy;
    private final Folders folders;
    private final WastePlaces waste = new WastePlaces();
    private final List<String> offers;
    private NameEncoding encoding;
    private String delimiter = "";

    /**
     * @param offers the provider's own capabilities
     */
    Scene(ImapPolicy policy, List<String> offers) {
        this.policy = policy;
        this.folders = new Folders(policy.folders());
        this.offers = List.copyOf(offers);
        this.encoding =
                offers("IMAP4rev2") && !offers("IMAP4rev1")
                        ? NameEncoding.UTF_8
                        : NameEncoding.MODIFIED_UTF_7;
    }

    ImapProfile profile() {
        return policy.profile();
    }

    Folders folders() {
        return folders;
    }

    WastePlaces waste() {
        return waste;
    }

    NameEncoding encoding() {
        return encoding;
    }

    boolean offers(String capability) {
        return offers.stream().anyMatch(capability::equalsIgnoreCase);
    }

    boolean knowsUnselect() {
        return offers("UNSELECT") || offers("IMAP4rev2");
    }

    Folders.Place place(String octets) {
        return folders.place(octets, encoding, delimiter);
    }

    /** The provider has agreed to UTF-8. */
    void speakUtf8() {
        encoding = NameEncoding.UTF_8;
    }

    void delimiter(String learned) {
        delimiter = learned;
    }
}
