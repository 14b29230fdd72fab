package dev.postern.app.operation;

import java.util.List;

/**
 * What came of logging in to an account's servers. Texts only, since it travels as JSON; without
 * secrets, also where a provider repeats them.
 *
 * @param servers one for each protocol of the account
 */
public record AccountCheckup(String account, String address, List<Server> servers) {

    /**
     * The word for {@link Server#result} if Postern logged in, and the other client too if it can.
     */
    public static final String OK = "ok";

    public AccountCheckup {
        servers = List.copyOf(servers);
    }

    public boolean allWell() {
        return servers.stream().allMatch(server -> server.result().equals(OK));
    }

    /**
     * One server.
     *
     * @param result {@code ok}, {@code failed}, or the one client that failed: {@code
     *     postern-failed}, {@code jakarta-mail-failed}
     * @param postern what came of Postern's own login
     * @param jakartaMail what came of the independent client's login
     * @param cause a sentence; empty if all is well
     * @param next what to do about it; empty if all is well
     * @param offers what the server offers once logged in; none if Postern could not
     */
    public record Server(
            String protocol,
            String server,
            String result,
            String postern,
            String jakartaMail,
            String cause,
            String next,
            List<String> offers) {
        public Server {
            offers = List.copyOf(offers);
        }
    }
}
