package dev.postern.smtp.gate;

import io.netty.buffer.ByteBuf;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The client's octets wait for something that the provider says.
 *
 * @param whenIdle what follows when everything is answered; empty if the answer itself says it
 */
record Waiting(Optional<Supplier<Stage>> whenIdle, Function<String, Stage> whenLost)
        implements Stage {

    Stage idle() {
        return whenIdle.map(Supplier::get).orElse(this);
    }

    @Override
    public Stage read(ByteBuf octets) {
        throw new IllegalStateException("nothing is read while it waits");
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public boolean mayEnd() {
        return true; // asked again when it is over
    }

    @Override
    public Stage lost(String words) {
        return whenLost.apply(words);
    }
}
