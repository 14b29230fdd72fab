package dev.postern.app;

import dev.postern.app.command.Postern;
import dev.postern.app.command.Terminal;
import dev.postern.app.discovery.ServerSearch;

import java.io.InputStream;
import java.io.PrintWriter;

/** Starts Postern from the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Postern.run(Terminal.ofProcess(), ServerSearch.ofSystem(), arguments));
    }

    /**
     * The same inside another program: without a terminal, so without questions and colours.
     *
     * @return what the process would exit with
     */
    public static int run(InputStream in, PrintWriter out, PrintWriter err, String... arguments) {
        return Postern.run(Terminal.ofStreams(in, out, err), ServerSearch.ofSystem(), arguments);
    }
}
