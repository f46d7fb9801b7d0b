/// How the lab speaks to its learners: the sentences, escaped HTML, characters made visible, and
/// the place where things appear. It knows nothing of mail.
package dev.wirelab.lab.show;
