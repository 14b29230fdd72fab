package dev.postern.core.testing;

import dev.postern.core.testing.TestAuthority.Identity;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an authority says about revocation, for a server that brings it along (RFC 6960). */
public final class OcspAnswers {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int SUPERSEDED = 4;

    private final Instant now = Instant.now();
    private final Identity server;
    private final Identity authority = WrongCertificates.root();

    /**
     * @param server of {@link WrongCertificates#mustStaple}
     */
    public OcspAnswers(Identity server) {
        this.server = server;
    }

    public byte[] good() {
        return answer(authority, CertificateStatus.GOOD, now.minus(DAY));
    }

    /** An authority that has no time; not signed by anybody. */
    public byte[] tryLater() {
        try {
            return new OCSPRespBuilder().build(OCSPRespBuilder.TRY_LATER, null).getEncoded();
        } catch (OCSPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By what is wrong with them. */
    public Map<String, byte[]> wrong() {
        Map<String, byte[]> wrong = new LinkedHashMap<>();
        wrong.put(
                "says that it was revoked",
                answer(
                        authority,
                        new RevokedStatus(Date.from(now.minus(DAY)), SUPERSEDED),
                        now.minus(DAY)));
        wrong.put(
                "says that it is not known",
                answer(authority, new UnknownStatus(), now.minus(DAY)));
        wrong.put(
                "is out of date",
                answer(authority, CertificateStatus.GOOD, now.minus(DAY.multipliedBy(30))));
        wrong.put(
                "is signed by somebody else",
                answer(
                        CertificatePlan.authority("Root").selfSigned(),
                        CertificateStatus.GOOD,
                        now.minus(DAY)));
        byte[] damaged = good();
        damaged[damaged.length - 1] ^= 1;
        wrong.put("is damaged", damaged);
        return wrong;
    }

    private byte[] answer(Identity signer, CertificateStatus status, Instant from) {
        try {
            X509CertificateHolder issuer = new JcaX509CertificateHolder(authority.certificate());
            BasicOCSPRespBuilder builder =
                    new BasicOCSPRespBuilder(
                            new RespID(
                                    X500Name.getInstance(
                                            signer.certificate()
                                                    .getSubjectX500Principal()
                                                    .getEncoded())));
            builder.addResponse(
                    new CertificateID(
                            new JcaDigestCalculatorProviderBuilder()
                                    .build()
                                    .get(CertificateID.HASH_SHA1),
                            issuer,
                            server.certificate().getSerialNumber()),
                    status,
                    Date.from(from),
                    Date.from(from.plus(DAY.multipliedBy(7))));
            return new OCSPRespBuilder()
                    .build(
                            OCSPRespBuilder.SUCCESSFUL,
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(signer.key()),
                                    new X509CertificateHolder[0],
                                    Date.from(from)))
                    .getEncoded();
        } catch (OCSPException
                | OperatorCreationException
                | CertificateEncodingException
                | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
