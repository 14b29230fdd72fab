package dev.postern.imap.gate;

/** Judges one verb's commands. */
@FunctionalInterface
interface Rule {

    Ruling judge(GateCommand command, Scene scene);

    /** The same rule, but the command goes upstream as another. */
    default Rule as(String verb) {
        return (command, scene) ->
                judge(command, scene) instanceof Ruling.Granted
                        ? new Ruling.Granted(verb)
                        : judge(command, scene);
    }

    static Ruling granted(GateCommand command) {
        return new Ruling.Granted(command.verb());
    }

    static Ruling malformed() {
        return new Ruling.Malformed();
    }

    static Ruling denied(String why) {
        return new Ruling.Denied(why);
    }
}
