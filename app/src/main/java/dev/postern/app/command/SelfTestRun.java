package dev.postern.app.command;

import dev.postern.app.client.Encryption;
import dev.postern.app.client.Endpoint;
import dev.postern.app.doctor.Finding;
import dev.postern.app.doctor.SelfTest;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.SecretForm;
import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/**
 * Has the running bridge carry a message, as an app that exists for that long only.
 *
 * @param operations of the running bridge
 */
record SelfTestRun(Workplace workplace, Operations operations) {

    private static final String APP = "postern-self-test";

    List<Finding> of(Account account) throws CommandException {
        for (Protocol protocol : Protocol.values()) {
            if (account.upstream(protocol).isEmpty()) {
                throw new CommandException(
                        ExitCode.REFUSED,
                        "The account %s has no server for %s, so it cannot both send and receive."
                                .formatted(account.name(), protocol));
            }
        }
        App app =
                new App(
                        APP,
                        account.name(),
                        new AppPolicy(EnumSet.allOf(Protocol.class)),
                        "made by postern doctor, for as long as it runs");
        Path file = workplace.change(dropIns -> dropIns.add(app, Workplace.today()));
        try {
            Answer answer =
                    operations.carryOut(new Request.IssueSecret(app.name(), SecretForm.USUAL));
            Workplace.done(answer);
            if (!(answer instanceof Answer.Issued issued)) {
                throw new CommandException(
                        ExitCode.STATE, "The running bridge gave another answer.");
            }
            try {
                Configuration configuration = workplace.configuration();
                return new SelfTest(
                                account.address(),
                                endpoint(app, Protocol.IMAP, configuration),
                                endpoint(app, Protocol.SMTP, configuration),
                                issued.password(),
                                workplace.rootCertificate())
                        .findings();
            } finally {
                issued.password().wipe();
            }
        } finally {
            operations.carryOut(new Request.Revoke(app.name()));
            workplace.takeBack(file, operations);
        }
    }

    private static Endpoint endpoint(App app, Protocol protocol, Configuration configuration)
            throws CommandException {
        return Endpoint.of(app, protocol, configuration, Arrays.asList(Encryption.values()))
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.REFUSED,
                                "The bridge has no listener for %s where programs log in."
                                        .formatted(protocol)));
    }
}
