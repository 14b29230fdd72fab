package dev.postern.app.discovery;

import dev.postern.core.account.Protocol;
import dev.postern.core.account.UpstreamTls;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Thunderbird's autoconfig file, version 1.1, as far as it names servers with TLS: what it says of
 * others, and the rest of it, is read over. The first usable server of each protocol counts, since
 * the file has the preferred one first.
 */
record Autoconfig(Map<Protocol, Named> servers) {

    /**
     * @param user the user name at the server, with the file's placeholders filled in
     */
    record Named(String host, int port, UpstreamTls tls, String user, boolean wantsOauth) {}

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Empty if it is no such file, or names no server that can be used. */
    static Optional<Autoconfig> of(byte[] file, String address) {
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text(file)));
            Map<Protocol, Named> servers = new EnumMap<>(Protocol.class);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    Optional<Protocol> protocol = protocol(reader);
                    if (protocol.isPresent() && !servers.containsKey(protocol.get())) {
                        server(reader, address).ifPresent(it -> servers.put(protocol.get(), it));
                    }
                }
            }
            return servers.isEmpty() ? Optional.empty() : Optional.of(new Autoconfig(servers));
        } catch (XMLStreamException | MissingResourceException notXml) {
            // The latter where the JDK has no words for a fault in a document type.
            return Optional.empty();
        }
    }

    /**
     * As UTF-8, whatever it says of itself: what is read of it is ASCII. The JDK's parser prints it
     * to the standard error output where octets are none of the encoding.
     */
    private static String text(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** No document type, so no entities: nothing is fetched, and nothing grows. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private static Optional<Protocol> protocol(XMLStreamReader reader) {
        String type = String.valueOf(reader.getAttributeValue(null, "type"));
        return switch (reader.getLocalName()) {
            case "incomingServer" ->
                    type.equals("imap") ? Optional.of(Protocol.IMAP) : Optional.empty();
            case "outgoingServer" ->
                    type.equals("smtp") ? Optional.of(Protocol.SMTP) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Reads up to the end of the server's element. */
    private static Optional<Named> server(XMLStreamReader reader, String address)
            throws XMLStreamException {
        String element = reader.getLocalName();
        Map<String, String> said = new HashMap<>();
        boolean oauth = false;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.END_ELEMENT && reader.getLocalName().equals(element)) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                String key = reader.getLocalName();
                String value = text(reader).strip();
                oauth |= key.equals("authentication") && value.equals("OAuth2");
                said.putIfAbsent(key, value);
            }
        }
        Optional<UpstreamTls> tls = tls(said.getOrDefault("socketType", ""));
        Optional<String> host = host(filled(said.getOrDefault("hostname", ""), address));
        Optional<Integer> port = port(said.getOrDefault("port", ""));
        if (tls.isEmpty() || host.isEmpty() || port.isEmpty()) {
            return Optional.empty();
        }
        String user = filled(said.getOrDefault("username", "%EMAILADDRESS%"), address);
        return Optional.of(new Named(host.get(), port.get(), tls.get(), user, oauth));
    }

    /** Of an element that has nothing but text; what is in it besides is read over. */
    private static String text(XMLStreamReader reader) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0 && reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        text.append(reader.getText());
                default -> {}
            }
        }
        return text.toString();
    }

    private static Optional<UpstreamTls> tls(String socketType) {
        return switch (socketType.toUpperCase(Locale.ROOT)) {
            case "SSL" -> Optional.of(UpstreamTls.IMPLICIT);
            case "STARTTLS" -> Optional.of(UpstreamTls.STARTTLS);
            default -> Optional.empty(); // "plain": nothing that we would use
        };
    }

    static Optional<String> host(String text) {
        String host = text.toLowerCase(Locale.ROOT);
        return host.length() <= 253
                        && host.matches(
                                "[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
                ? Optional.of(host)
                : Optional.empty();
    }

    private static Optional<Integer> port(String text) {
        return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65535
                ? Optional.of(Integer.parseInt(text))
                : Optional.empty();
    }

    private static String filled(String text, String address) {
        int at = address.lastIndexOf('@');
        return text.replace("%EMAILADDRESS%", address)
                .replace("%EMAILLOCALPART%", address.substring(0, at))
                .replace("%EMAILDOMAIN%", address.substring(at + 1));
    }
}
