package dev.wirelab.kernel.display;

/// How a library brings renderers for its types: it names an implementation in
/// `META-INF/services/dev.wirelab.kernel.display.RendererProvider`, and a notebook with the library
/// on its class path shows them.
///
/// ```java
/// public final class Charts implements RendererProvider {
///   @Override
///   public void provide(Renderers renderers) {
///     renderers.register(Chart.class, chart -> SVG.of(chart.toSvg()));
///   }
/// }
/// ```
///
/// Providers are looked for when the first value is shown that is not a mere number or text, and
/// again when the class path has grown: they cost a start nothing. A renderer for numbers or texts
/// therefore belongs into an extension of the kernel.
public interface RendererProvider {

  /// Registers what the library brings. A provider that throws is logged and left out.
  void provide(Renderers renderers) throws Exception;
}
