package dev.postern.imap.gate;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Mailboxes that are emptied by time, or by a provider: what is put there is as good as deleted.
 * Known by name, and by the attributes that a provider lists (RFC 6154).
 */
final class WastePlaces {

    /** What one provider can make us keep. */
    private static final int LEARNED_LIMIT = 1024;

    private static final Set<String> ATTRIBUTES = Set.of("\\TRASH", "\\JUNK", "\\SPAM");

    /** Of Gmail, Outlook, iCloud, Yahoo, Fastmail, Dovecot, Cyrus, and of mail programs. */
    private static final Set<String> NAMES =
            Set.of(
                    "trash",
                    "junk",
                    "spam",
                    "bin",
                    "wastebasket",
                    "recycle bin",
                    "deleted",
                    "deleted items",
                    "deleted messages",
                    "junk e-mail",
                    "junk email",
                    "junk mail",
                    "bulk",
                    "bulk mail",
                    "bulk email",
                    "papierkorb",
                    "gelöscht",
                    "gelöschte elemente",
                    "gelöschte objekte",
                    "junk-e-mail",
                    "werbung",
                    "spamverdacht",
                    "unerwünscht",
                    "corbeille",
                    "éléments supprimés",
                    "messages supprimés",
                    "courrier indésirable",
                    "indésirables",
                    "papelera",
                    "elementos eliminados",
                    "correo no deseado",
                    "cestino",
                    "posta eliminata",
                    "posta indesiderata",
                    "lixeira",
                    "lixo eletrônico",
                    "itens excluídos",
                    "prullenbak",
                    "verwijderde items",
                    "ongewenste e-mail",
                    "ongewenst",
                    "kosz",
                    "elementy usunięte",
                    "wiadomości-śmieci",
                    "корзина",
                    "удаленные",
                    "спам",
                    "ゴミ箱",
                    "迷惑メール",
                    "已删除邮件",
                    "垃圾邮件");

    /** Whatever any provider puts between levels, and at the front. */
    private static final Pattern BETWEEN_LEVELS = Pattern.compile("[/.\\\\^:|]");

    /**
     * Providers take names with these in front and without, or with one for another, whatever they
     * list.
     */
    private static final Set<String> ROOTS = Set.of("inbox", "[gmail]", "[google mail]");

    private final Set<List<String>> learned = new HashSet<>();

    /**
     * A provider lists a mailbox.
     *
     * @param octets its name on the wire
     */
    void learn(List<String> attributes, String octets, NameEncoding encoding) {
        boolean isWaste =
                attributes.stream()
                        .anyMatch(it -> ATTRIBUTES.contains(it.toUpperCase(Locale.ROOT)));
        List<String> levels = levels(encoding.decode(octets).orElse(octets));
        List<String> below =
                !levels.isEmpty() && ROOTS.contains(levels.get(0))
                        ? levels.subList(1, levels.size())
                        : levels;
        if (isWaste && !below.isEmpty() && learned.size() < LEARNED_LIMIT) {
            learned.add(List.copyOf(below));
        }
    }

    /** It, or all below it. A name that cannot be read is one. */
    boolean contain(String octets, NameEncoding encoding) {
        Optional<List<String>> levels = encoding.decode(octets).map(WastePlaces::levels);
        return levels.isEmpty()
                || levels.get().stream().anyMatch(NAMES::contains)
                || learned.stream()
                        .anyMatch(waste -> Collections.indexOfSubList(levels.get(), waste) >= 0);
    }

    private static List<String> levels(String name) {
        return BETWEEN_LEVELS
                .splitAsStream(name.toLowerCase(Locale.ROOT))
                .map(String::strip)
                .filter(level -> !level.isEmpty())
                .toList();
    }
}
