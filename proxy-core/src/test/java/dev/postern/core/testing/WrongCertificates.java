package dev.postern.core.testing;

import dev.postern.core.testing.TestAuthority.Identity;

import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Certificates that a server at {@code localhost} must not be believed by, and good ones beside
 * them, so that it is seen that it is not for another reason. Three roots are believed: a usual
 * one, one for the names of a company only, and one whose time is over.
 */
public final class WrongCertificates {

    private static final String HOST = "localhost";

    /** RFC 7633 */
    private static final ASN1ObjectIdentifier MUST_STAPLE =
            new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");

    private static final int STATUS_REQUEST = 5;

    private static final Identity ROOT = CertificatePlan.authority("Root").selfSigned();
    private static final Identity COMPANY =
            CertificatePlan.authority("Company")
                    .critical(Extension.nameConstraints, onlyFor("company.example"))
                    .selfSigned();
    private static final Identity PAST =
            CertificatePlan.authority("Past").between(inDays(-9), inDays(-1)).selfSigned();

    private WrongCertificates() {}

    /** Writes the roots, for whoever is to believe in them. */
    public static Path writeRoots(Path directory) {
        return TestAuthority.writePem(
                directory.resolve("roots.pem"),
                List.of(ROOT.certificate(), COMPANY.certificate(), PAST.certificate()));
    }

    /** What a server may show. */
    public static Map<String, Identity> good() {
        Map<String, Identity> good = new LinkedHashMap<>();
        good.put("signed by a root", server().signedBy(ROOT));
        good.put(
                "signed by an intermediate authority",
                server().signedBy(CertificatePlan.authority("Middle").signedBy(ROOT)));
        good.put(
                "an RSA key of 2048 bits",
                server().with(CertificatePlan.keys("RSA", 2048)).signedBy(ROOT));
        good.put(
                "a constrained authority that keeps to it",
                server().signedBy(
                                CertificatePlan.authority("Constrained")
                                        .critical(Extension.nameConstraints, onlyFor(HOST))
                                        .signedBy(ROOT)));
        return good;
    }

    /** What it may not, by what is wrong with it. */
    public static Map<String, Identity> wrong() {
        Map<String, Identity> wrong = new LinkedHashMap<>();
        ofTime(wrong);
        ofName(wrong);
        ofIssuer(wrong);
        ofStrength(wrong);
        ofAuthority(wrong);
        ofUse(wrong);
        return wrong;
    }

    private static void ofTime(Map<String, Identity> wrong) {
        wrong.put("expired", server().between(inDays(-9), inDays(-1)).signedBy(ROOT));
        wrong.put("not yet valid", server().between(inDays(1), inDays(9)).signedBy(ROOT));
        wrong.put(
                "signed by an intermediate authority that has expired",
                server().signedBy(
                                CertificatePlan.authority("Old")
                                        .between(inDays(-9), inDays(-1))
                                        .signedBy(ROOT)));
        wrong.put("signed by a root that has expired", server().signedBy(PAST));
    }

    private static void ofName(Map<String, Identity> wrong) {
        wrong.put("for another name", CertificatePlan.server("example.org").signedBy(ROOT));
        wrong.put("for every name", CertificatePlan.server("*").signedBy(ROOT));
        wrong.put(
                "for the address, where the name was asked for",
                CertificatePlan.server("127.0.0.1").signedBy(ROOT));
        wrong.put(
                "its name in the subject only",
                server().without(Extension.subjectAlternativeName).signedBy(ROOT));
    }

    private static void ofIssuer(Map<String, Identity> wrong) {
        Identity stranger = CertificatePlan.authority("Stranger").selfSigned();
        Identity namesake = CertificatePlan.authority("Root").selfSigned();
        wrong.put("signed by an unknown root", server().signedBy(stranger));
        wrong.put("signed by another root of the same name", server().signedBy(namesake));
        wrong.put("signed by itself", server().selfSigned());
        Identity missing = server().signedBy(CertificatePlan.authority("Missing").signedBy(ROOT));
        wrong.put(
                "its intermediate authority is not shown",
                new Identity(missing.key(), List.of(missing.certificate())));
    }

    private static void ofStrength(Map<String, Identity> wrong) {
        Identity rsa =
                CertificatePlan.authority("RSA")
                        .with(CertificatePlan.keys("RSA", 2048))
                        .signedBy(ROOT);
        wrong.put(
                "an RSA key of 1024 bits",
                server().with(CertificatePlan.keys("RSA", 1024)).signedBy(ROOT));
        wrong.put(
                "signed by an RSA key of 1024 bits",
                server().signedBy(
                                CertificatePlan.authority("Weak")
                                        .with(CertificatePlan.keys("RSA", 1024))
                                        .signedBy(ROOT)));
        wrong.put("signed with SHA-1", server().signedWith("SHA1").signedBy(rsa));
        wrong.put("signed with SHA-1 and ECDSA", server().signedWith("SHA1").signedBy(ROOT));
        wrong.put("signed with MD5", server().signedWith("MD5").signedBy(rsa));
    }

    private static void ofAuthority(Map<String, Identity> wrong) {
        wrong.put(
                "an authority oversteps its constraints",
                server().signedBy(
                                CertificatePlan.authority("Constrained")
                                        .critical(
                                                Extension.nameConstraints,
                                                onlyFor("company.example"))
                                        .signedBy(ROOT)));
        wrong.put("a root oversteps its constraints", server().signedBy(COMPANY));
        wrong.put(
                "signed by another server",
                server().signedBy(CertificatePlan.server("example.org").signedBy(ROOT)));
        wrong.put(
                "signed by an authority that may not sign",
                server().signedBy(
                                CertificatePlan.authority("Mute")
                                        .critical(
                                                Extension.keyUsage,
                                                new KeyUsage(KeyUsage.digitalSignature))
                                        .signedBy(ROOT)));
        Identity last =
                CertificatePlan.authority("Last")
                        .critical(Extension.basicConstraints, new BasicConstraints(0))
                        .signedBy(ROOT);
        wrong.put(
                "more authorities in a row than allowed",
                server().signedBy(CertificatePlan.authority("One more").signedBy(last)));
    }

    private static void ofUse(Map<String, Identity> wrong) {
        wrong.put(
                "for clients only",
                server().plain(
                                Extension.extendedKeyUsage,
                                new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
                        .signedBy(ROOT));
        wrong.put(
                "a critical extension that nobody knows",
                server().critical(new ASN1ObjectIdentifier("1.2.3.4.5"), DERNull.INSTANCE)
                        .signedBy(ROOT));
        wrong.put("must staple, and does not", mustStaple());
    }

    /** Good with a proof that it was not revoked, and only with one. */
    public static Identity mustStaple() {
        return server().plain(MUST_STAPLE, new DERSequence(new ASN1Integer(STATUS_REQUEST)))
                .signedBy(ROOT);
    }

    /** Who signs what {@link #mustStaple} has to bring along. */
    static Identity root() {
        return ROOT;
    }

    private static Instant inDays(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }

    private static CertificatePlan server() {
        return CertificatePlan.server(HOST);
    }

    private static NameConstraints onlyFor(String domain) {
        return new NameConstraints(
                new GeneralSubtree[] {
                    new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain))
                },
                null);
    }
}
