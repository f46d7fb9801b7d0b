package dev.wirelab.lab.jjava;

import dev.wirelab.lab.LabExtension;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/// Brings the lab into a notebook of JJava, which finds this class on its class path.
///
/// ```
/// JJAVA_CLASSPATH=labkit/target/lib/*.jar jupyter lab
/// ```
public final class JJavaExtension implements Extension {

  private JJavaNotebook notebook;

  @Override
  public void install(BaseKernel kernel) {
    notebook = new JJavaNotebook(kernel);
    new LabExtension().install(notebook, notebook.board());
  }

  @Override
  public void uninstall(BaseKernel kernel) {
    notebook.close();
  }
}
