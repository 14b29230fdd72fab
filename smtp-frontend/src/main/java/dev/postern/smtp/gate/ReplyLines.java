package dev.postern.smtp.gate;

import io.netty.buffer.ByteBuf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the provider's octets together to replies (RFC 5321 4.2). */
final class ReplyLines {

    /** A bounce with a link is 1 KiB, an EHLO a few lines: more is no reply. */
    private static final int LONGEST_REPLY = 65_536;

    private static final Pattern LINE =
            Pattern.compile("([2-5][0-9]{2})(?:([ -]).*)?", Pattern.DOTALL);

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<String> lines = new ArrayList<>();
    private int octets;
    private boolean returned;
    private boolean broken;

    /** Takes octets up to the end of a reply. Empty if that is not there, or this is no reply. */
    Optional<ProviderReply> next(ByteBuf in) {
        while (in.isReadable() && !broken) {
            byte octet = in.readByte();
            broken = ++octets > LONGEST_REPLY || (octet == '\n') != returned;
            returned = octet == '\r';
            if (octet == '\n' && !broken) {
                Optional<ProviderReply> reply = ended();
                if (reply.isPresent()) {
                    return reply;
                }
            } else if (octet != '\r') {
                line.write(octet);
            }
        }
        return Optional.empty();
    }

    /** Whether what came is no reply; what follows isn't read. */
    boolean isBroken() {
        return broken;
    }

    private Optional<ProviderReply> ended() {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        line.reset();
        Matcher matcher = LINE.matcher(text);
        boolean fits =
                matcher.matches()
                        && text.indexOf('\0') < 0
                        && (lines.isEmpty() || lines.getFirst().startsWith(matcher.group(1)));
        if (!fits) {
            broken = true;
            return Optional.empty();
        }
        lines.add(text);
        if ("-".equals(matcher.group(2))) {
            return Optional.empty();
        }
        ProviderReply reply = new ProviderReply(Integer.parseInt(matcher.group(1)), lines);
        lines.clear();
        octets = 0;
        return Optional.of(reply);
    }
}
