import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** Prints of a file whether it fits a profile of veraPDF, and each rule that it does not fit. */
public class Vera {
    public static void main(String[] words) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var profile = PDFAFlavour.fromString(words[0]);
        var foundry = Foundries.defaultInstance();
        try (var parser = foundry.createParser(new FileInputStream(words[1]), profile)) {
            var found = foundry.createValidator(profile, false).validate(parser);
            System.out.println("compliant=" + found.isCompliant());
            for (var one : found.getTestAssertions()) {
                if (one.getStatus().toString().equalsIgnoreCase("failed")) {
                    System.out.println(one.getRuleId() + " " + one.getMessage());
                }
            }
        }
    }
}
