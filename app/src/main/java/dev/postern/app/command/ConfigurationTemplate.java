package dev.postern.app.command;

/** The first {@code postern.toml}. */
final class ConfigurationTemplate {
    private ConfigurationTemplate() {}

    static String with(FreePorts ports) {
        return """
        # Postern's configuration. It is yours to edit; the program never writes here again.
        # `postern check` says whether it is right.
        #
        # Accounts and apps have files of their own in accounts.d and apps.d, which
        # `postern account add` and `postern app add` write. A running bridge takes over changes of
        # them and of this file by itself. A service of systemd's gets new ports by
        # `postern service install`.

        # Where mail programs connect to: on this machine only.
        # security: tls, starttls-required, starttls-optional or none.

        [[listener]]
        protocol = "imap"
        port = %d
        security = "starttls-optional"

        [[listener]]
        protocol = "imap"
        port = %d
        security = "tls"

        [[listener]]
        protocol = "smtp"
        port = %d
        security = "starttls-optional"

        [[listener]]
        protocol = "smtp"
        port = %d
        security = "tls"
        """
                .formatted(ports.imap(), ports.imaps(), ports.submission(), ports.submissions());
    }
}
