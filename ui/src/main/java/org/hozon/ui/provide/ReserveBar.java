package org.hozon.ui.provide;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.scene.control.Slider;
import javafx.scene.layout.Region;

/** A slider with the part behind its end that cannot be offered. */
final class ReserveBar extends Region {
  private static final double HEIGHT = 8;

  private final Slider slider;
  private final Region mark = new Region();
  private final ReadOnlyDoubleProperty share;

  /**
   * @param share how much of the width is kept, from 0 to 1
   */
  ReserveBar(Slider slider, ReadOnlyDoubleProperty share) {
    this.slider = slider;
    this.share = share;
    mark.getStyleClass().add("reserve-mark");
    mark.setId("provide-reserve-mark");
    getChildren().addAll(mark, slider);
    share.addListener((property, before, now) -> requestLayout());
  }

  @Override
  protected void layoutChildren() {
    double kept = Math.max(4, getWidth() * Math.min(0.9, share.get()));
    slider.resizeRelocate(0, 0, getWidth() - kept, getHeight());
    mark.resizeRelocate(getWidth() - kept, (getHeight() - HEIGHT) / 2, kept, HEIGHT);
  }

  @Override
  protected double computePrefHeight(double width) {
    return slider.prefHeight(width);
  }

  @Override
  protected double computeMinHeight(double width) {
    return slider.minHeight(width);
  }
}
