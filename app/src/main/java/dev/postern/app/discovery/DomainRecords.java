package dev.postern.app.discovery;

import java.util.List;

/** What the DNS says of a domain. Waits for the network, but not for long. */
interface DomainRecords {

    /** Hosts that take mail for the domain, the preferred ones first; without a dot at the end. */
    Records<String> mailExchangers(String domain);

    /**
     * Servers of one kind.
     *
     * @param name like {@code _imaps._tcp.example.org}
     */
    Records<Service> services(String name);

    /** An answer. */
    sealed interface Records<T> {

        /** May be empty: there is nothing of that kind. */
        record Known<T>(List<T> all) implements Records<T> {
            public Known {
                all = List.copyOf(all);
            }
        }

        /** No answer was to be had. */
        record Failed<T>(String why) implements Records<T> {}
    }
}
