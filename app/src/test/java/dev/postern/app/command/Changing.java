package dev.postern.app.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A process that changes accounts and apps by commands until it is killed. It begins when it is
 * given a line with a number, and says what no command may say. Until then it only touches the
 * second of its directories.
 */
final class Changing {

    /** Few, so that most commands find what they are about. */
    private static final int NAMES = 4;

    /** Refused commands are usual here: they may come to what an earlier one has taken away. */
    private static final List<Integer> USUAL =
            List.of(ExitCode.OK.number(), ExitCode.REFUSED.number(), ExitCode.USAGE.number());

    private final Installation postern;
    private final Random random;

    private Changing(Installation postern, Random random) {
        this.postern = postern;
        this.random = random;
    }

    public static void main(String[] arguments) throws IOException {
        Installation postern = Installation.existing(Path.of(arguments[0]));
        // Whatever commands need is loaded, with a state that nobody else looks at meanwhile.
        Installation practice = Installation.existing(Path.of(arguments[1]));
        practice.run("account", "list");
        practice.run("vault", "status");
        System.out.println("ready");
        try (BufferedReader parent =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            String seed = parent.readLine();
            if (seed == null) {
                return;
            }
            Changing changing = new Changing(postern, new Random(Long.parseLong(seed)));
            System.out.println("begins");
            while (true) {
                changing.change();
            }
        }
    }

    private void change() {
        String account = "account" + random.nextInt(NAMES);
        String app = "app" + random.nextInt(NAMES);
        switch (random.nextInt(9)) {
            case 0 ->
                    run(
                            password(),
                            "account",
                            "add",
                            account + "@example.org",
                            "--imap-host",
                            "localhost:1",
                            "--imap-tls",
                            "implicit",
                            "--password-stdin");
            case 1 -> run(password(), "account", "password", account, "--password-stdin");
            case 2 -> run("", "account", "remove", account);
            case 3, 4 -> run("", "app", "add", app, "--account", account, "--protocols", "imap");
            case 5 -> run("", "app", "rotate", app);
            case 6 -> run("", "app", "rotate", "--now", app);
            case 7 -> run("", "app", "revoke", app);
            default -> run("", "app", "issue", app);
        }
    }

    /** Both halves alike: so that half of one shows. */
    private String password() {
        String half = "half" + random.nextInt(1_000_000);
        return half + "-" + half + "\n";
    }

    private void run(String input, String... command) {
        Installation.Ran ran = postern.runWith(input, command);
        if (!USUAL.contains(ran.code())) {
            System.out.println("bad " + List.of(command) + " " + ran);
        }
    }
}
