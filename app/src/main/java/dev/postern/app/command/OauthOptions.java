package dev.postern.app.command;

import dev.postern.config.Configuration;
import dev.postern.config.OauthPreset;
import dev.postern.config.OauthRegistration;
import dev.postern.config.PresetCredential;
import dev.postern.config.ProviderPreset;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.OauthClient.Authentication;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.Optional;

/** The options of a new account that has no password at its provider. */
final class OauthOptions {

    @Option(
            names = "--oauth",
            description =
                    "Sign in at the provider (OAuth 2.0) where it takes passwords too. Where it"
                            + " takes nothing else, that is done anyway.")
    private boolean oauth;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description =
                    "The client id of your registration at the provider; asked for once, and used"
                            + " for all accounts there. How to get one: postern help registration")
    private @Nullable String clientId;

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            description = "Your organisation's id, where the registration is for that one only.")
    private @Nullable String tenant;

    /** Whether the account is to sign in with OAuth. */
    boolean wanted(Optional<ProviderPreset> preset, CredentialOptions credentials) {
        boolean nothingElse =
                preset.filter(it -> it.signIn() == ProviderPreset.SignIn.OAUTH_ONLY)
                        .flatMap(ProviderPreset::oauth)
                        .isPresent();
        return oauth || (nothingElse && credentials.saysNothing());
    }

    /**
     * Our registration at the provider: the one of the configuration, or a new one, of which only
     * the client id is asked for.
     *
     * @param secret whether somebody sends a client secret
     */
    Registered registered(
            ProviderPreset preset, Configuration configuration, boolean secret, Terminal terminal)
            throws CommandException {
        OauthPreset known =
                preset.oauth()
                        .orElseThrow(() ->
                                new CommandException(
                                        ExitCode.REFUSED,
                                        "%s is not known to take OAuth. If it does, write the account into a file: the keys are explained in example.toml."
                                                .formatted(preset.title())));
        Optional<OauthRegistration> before = configuration.oauthClient(preset.name());
        if (before.isPresent() && clientId == null) {
            return new Registered(before.get(), Registered.Age.KNOWN);
        }
        if (before.isPresent()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "There is a client id for %s in the configuration already: %s. Leave --client-id away, or change it there."
                            .formatted(preset.title(), before.get().client().id()));
        }
        Authentication authentication =
                secret || known.clientSecret() == OauthPreset.ClientSecret.REQUIRED
                        ? new Authentication.VaultSecret(OauthClient.SecretPlace.BODY)
                        : new Authentication.None();
        return new Registered(
                new OauthRegistration(
                        preset.name(),
                        new OauthClient(id(preset, known, terminal), authentication),
                        Optional.ofNullable(tenant)),
                Registered.Age.NEW);
    }

    /** A registration, and whether the configuration has it already. */
    record Registered(OauthRegistration registration, Age age) {
        enum Age {
            KNOWN,
            NEW
        }
    }

    Credential.Oauth credential(
            ProviderPreset preset, OauthRegistration registration, LoginWay.Wish wish)
            throws CommandException {
        Grant grant =
                wish == LoginWay.Wish.DEVICE
                        ? new Grant.DeviceCode()
                        : new Grant.AuthorizationCode();
        return PresetCredential.of(preset, grant, registration)
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.REFUSED,
                                wish == LoginWay.Wish.DEVICE
                                        ? "%s is not known to give codes for other devices. Leave --device away; on a machine without a browser, use --paste."
                                                .formatted(preset.title())
                                        : "%s wants to know your organisation: add --tenant with its directory (tenant) id."
                                                .formatted(preset.title())));
    }

    private String id(ProviderPreset preset, OauthPreset known, Terminal terminal)
            throws CommandException {
        if (clientId != null) {
            return clientId.strip();
        }
        terminal.note(
                "%s wants to know which program asks. %s This is needed once for all accounts there. Step by step: postern help registration"
                        .formatted(preset.title(), known.register().sentence()));
        return terminal.askLine("Client id at " + preset.title())
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.USAGE,
                                "Expected a client id for %s, found none. Name it: --client-id ID"
                                        .formatted(preset.title())));
    }
}
