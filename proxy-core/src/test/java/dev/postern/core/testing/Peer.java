package dev.postern.core.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One end of a TCP or TLS connection in a test, made of the JDK's blocking sockets. Every read
 * gives up after {@link #PATIENCE_MILLIS}.
 */
public final class Peer implements AutoCloseable {

    /** Long enough for a loaded build machine, short enough for a build. */
    public static final int PATIENCE_MILLIS = 20_000;

    private static final int DEFLATED_AT_A_TIME = 8192;

    private Socket socket;
    private InputStream in;
    private OutputStream out;

    public Peer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Connects to a port on this machine. */
    public static Peer connect(int port) throws IOException {
        return new Peer(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Connects with TLS; the certificate must be for {@code localhost}. */
    public static Peer connect(int port, SSLContext tls) throws IOException {
        Peer peer = connect(port);
        peer.startTls(tls);
        return peer;
    }

    /** Goes on in TLS, as the client. */
    public void startTls(SSLContext tls) throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        tls.getSocketFactory()
                                .createSocket(socket, "localhost", socket.getPort(), true);
        javax.net.ssl.SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        adopt(secured);
    }

    /** Goes on in TLS, as the server. */
    public void acceptTls(SSLContext tls) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        adopt(secured);
    }

    private void adopt(SSLSocket secured) throws IOException {
        socket = secured;
        in = new BufferedInputStream(secured.getInputStream());
        out = secured.getOutputStream();
    }

    /** Goes on compressed in both directions (RFC 4978); each send can be read at once. */
    public void deflate() {
        in = new BufferedInputStream(new InflaterInputStream(in, new Inflater(true)));
        out =
                new DeflaterOutputStream(
                        out,
                        new Deflater(Deflater.DEFAULT_COMPRESSION, true),
                        DEFLATED_AT_A_TIME,
                        true);
    }

    /** Sends text as it is, as UTF-8. */
    public Peer send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public Peer send(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
        return this;
    }

    /** The next line without its CRLF. */
    public String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended; before that came: " + line);
            }
            line.write(c);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        if (!text.endsWith("\r")) {
            throw new IOException("a line ended with a bare LF: " + text);
        }
        return text.substring(0, text.length() - 1);
    }

    /** Reads lines up to and including the first that starts so, and returns that one. */
    public String lineStarting(String start) throws IOException {
        String line = line();
        while (!line.startsWith(start)) {
            line = line();
        }
        return line;
    }

    public byte[] octets(int count) throws IOException {
        byte[] octets = in.readNBytes(count);
        if (octets.length < count) {
            throw new IOException("the connection ended after " + octets.length + " octets");
        }
        return octets;
    }

    /** Everything up to the end. */
    public byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    /** Whether nothing comes for so long. */
    public boolean silentFor(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            in.mark(1);
            int next = in.read();
            in.reset();
            return next < 0;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    public InputStream in() {
        return in;
    }

    public OutputStream out() {
        return out;
    }

    /** FIN; in TLS close_notify goes first. */
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** RST: what is on its way is lost. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
